import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export type DataLock = { release(): void };

/**
 * Takes the data folder for this process, making the folder if need be. Two processes that open one PGlite
 * folder destroy each other's rows, so there must never be a second.
 *
 * The lock is an exclusive transaction on a tiny SQLite file: the kernel holds it for the process and lets go
 * of it however the process ends, so it is never stale and there is nothing to take over. A file beside it says who holds it.
 * Throws an Error that names the holder when the folder is taken; it waits half a second at most.
 */
export function lockDataFolder(folder: string): DataLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const holderFile = join(folder, "lock.json");
  const lock = new DatabaseSync(join(folder, "lock.sqlite"), { timeout: 500 });
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw new Error(
      `The data folder ${folder} is in use by ${holder(holderFile)}. Stop that one first, or give this one another DATA_DIR.`,
      { cause: error },
    );
  }
  const since = new Date().toISOString();
  writeFileSync(holderFile, JSON.stringify({ process: process.pid, host: hostname(), since }), { mode: 0o600 });
  return { release: () => lock.close() };
}

function holder(file: string): string {
  try {
    const { process, host, since } = JSON.parse(readFileSync(file, "utf8"));
    return `process ${process} on ${host} (since ${since})`;
  } catch {
    return "another process, which is just starting";
  }
}
