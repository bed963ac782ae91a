import { execFileSync } from "node:child_process";
import { chownSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import pg from "pg";
import { onServerCore } from "./cores.ts";

/** A PostgreSQL of our own on the servers' core, as durable as it comes: `fsync` is on. */
export type Cluster = { version: string; pid: number; create(database: string): Promise<string> };

const settings = ["shared_buffers=512MB", "max_wal_size=4GB", "maintenance_work_mem=512MB", "max_connections=200"];
const isRoot = userInfo().uid === 0;
const PATH = [...globSync("/usr/lib/postgresql/*/bin").reverse(), process.env.PATH].join(delimiter);

export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), "parley-bench-"));
  const data = join(folder, "data");
  const port = await freePort();
  process.once("exit", () => {
    try {
      run("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  if (isRoot) chownSync(folder, Number(execFileSync("id", ["-u", "postgres"])), -1);
  run("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]);
  const options = [`-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`, ...settings.map((one) => `-c ${one}`)];
  run("pg_ctl", ["-D", data, "-l", join(folder, "log"), "-w", "-o", options.join(" "), "start"]);
  const url = `postgres://postgres@127.0.0.1:${port}`;
  const create = async (database: string) => {
    await query(`${url}/postgres`, `create database ${database}`);
    return `${url}/${database}`;
  };
  const pid = Number.parseInt(readFileSync(join(data, "postmaster.pid"), "utf8"), 10);
  return { version: await query(`${url}/postgres`, "show server_version"), pid, create };
}

/** PostgreSQL refuses to run as root. */
function run(command: string, args: string[]): void {
  const plain = [command, ...args];
  const [first = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", "env", `PATH=${PATH}`, ...plain] : plain;
  const [pinned, given] = onServerCore(first, rest);
  const started = command === "pg_ctl" && args.includes("start");
  execFileSync(pinned, given, { cwd: "/", env: { ...process.env, PATH }, stdio: started ? "ignore" : "pipe" });
}

async function query(url: string, statement: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query({ text: statement, rowMode: "array" }).finally(() => client.end());
  return String(rows[0]?.[0]);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}
