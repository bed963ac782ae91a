import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "../../e2e/harness/storage.ts";
import { until } from "../../e2e/harness/until.ts";
import { onServerCore } from "./cores.ts";

/** A server on the servers' core. */
export type Process = { url: string; pid: number; logs(): string; stop(): Promise<void> };

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

const root = join(import.meta.dirname, "../..");

/** Starts a Node server on the servers' core, and waits until it says where it is. Its outputs go to a file, as in earnest. */
export async function launch(args: string[], env: Record<string, string>): Promise<Process> {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, "log");
  const output = openSync(logFile, "a");
  const { PATH, HOME, TMPDIR } = process.env;
  const [command, given] = onServerCore(process.execPath, args);
  const child = spawn(command, given, {
    cwd: root,
    env: { PATH, HOME, TMPDIR, ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  running.add(child);
  child.once("exit", () => running.delete(child));
  const logs = () => readFileSync(logFile, "utf8");
  const url = () => / is at (http:\S+)$/m.exec(logs())?.[1];
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  await until(() => url() !== undefined || isOver(), `${args[0]} serves`, 60_000);
  const found = url();
  if (!found) throw new Error(`${args[0]} ended:\n${logs()}`);
  const stop = async () => {
    if (isOver()) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return { url: found, pid: child.pid as number, logs, stop };
}
