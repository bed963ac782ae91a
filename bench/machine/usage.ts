import { existsSync, readFileSync } from "node:fs";

const ticksPerSecond = 100;

/** The processor time that a process has taken so far, its own and the kernel's for it, in microseconds. */
export const cpuMicroseconds = (pid: number): number => ticksOf(pid).own;

/** The same over a process and its children, such as PostgreSQL's, one a connection: those that live and those that lived. */
export function familyMicroseconds(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  const { own, ended } = ticksOf(pid);
  return (
    own + ended + children.reduce((sum, child) => sum + (existsSync(`/proc/${child}`) ? ticksOf(child).own : 0), 0)
  );
}

function ticksOf(pid: number) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system, endedUser, endedSystem] = fields
    .slice(11, 15)
    .map((ticks) => (Number(ticks) * 1_000_000) / ticksPerSecond) as [number, number, number, number];
  return { own: user + system, ended: endedUser + endedSystem };
}

/** The memory that a process holds now, in KiB. */
export function residentKiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}
