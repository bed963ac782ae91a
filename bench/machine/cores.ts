import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** Whether what is measured and what loads it have a core of their own each. */
export const isPinned = availableParallelism() > 1 && spawnSync("taskset", ["--version"]).status === 0;

const [serverCore, loadCore] = isPinned ? coresOfOurs() : [];

/** A command as it runs on the core of servers and databases; all that it starts stays there. */
export function onServerCore(command: string, args: string[]): [string, string[]] {
  return isPinned ? ["taskset", ["-c", String(serverCore), command, ...args]] : [command, args];
}

/** Moves this process, with the threads that it has, to the core of the load. */
export function takeLoadCore(): void {
  if (isPinned) spawnSync("taskset", ["-apc", String(loadCore), String(process.pid)]);
}

/** The cores that this process may use, such as 0, 1 and 3 of "0-1,3". */
function coresOfOurs(): number[] {
  const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0-1";
  return list.split(",").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
