import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { join } from "node:path";
import { newStorage, type Storage } from "./storage.ts";

export type Server = {
  url: string;
  storage: Storage;
  process: ChildProcess;
  /** All that it has said so far, on both its outputs. */
  logs(): string;
  stop(): Promise<void>;
  kill9(): Promise<void>;
};

type Settings = Record<string, string | undefined>;

const root = join(import.meta.dirname, "../..");
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
process.once("SIGTERM", () => process.exit(1)); // a test run that was cut off leaves no server behind

/** Starts a real server on a free port, with limits out of the way unless `env` says otherwise, and waits until it serves. */
export async function startServer({ storage, env = {} }: { storage?: Storage; env?: Settings } = {}): Promise<Server> {
  const home = storage ?? (await newStorage());
  const { child, logs } = launch({ RATE_LIMIT_FACTOR: "10000", ...home.env, ...env });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", () => {
      const said = /^Parley is at (\S+)$/m.exec(logs());
      if (said?.[1]) resolve(said[1]);
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${logs()}`)));
  });
  child.unref(); // a test that failed half-way must not wait for its server
  for (const output of [child.stdout, child.stderr]) (output as Socket | null)?.unref();
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    child.kill(signal);
    await once(child, "exit");
  };
  return { url, storage: home, process: child, logs, stop: () => end("SIGTERM"), kill9: () => end("SIGKILL") };
}

/** Starts a server that is expected to refuse: gives its exit code, what it said, and how long it took. */
export async function refusedStart(env: Settings): Promise<{ code: number | null; said: string; seconds: number }> {
  const began = performance.now();
  const { child, logs } = launch(env);
  const impatient = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await once(child, "close");
  clearTimeout(impatient);
  return { code: child.exitCode, said: logs(), seconds: (performance.now() - began) / 1000 };
}

function launch(env: Settings): { child: ChildProcess; logs: () => string } {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  const settings = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  const child = spawn(process.execPath, ["server.ts"], {
    cwd: root,
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, PORT: "0", ...settings } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const said: Buffer[] = [];
  for (const output of [child.stdout, child.stderr]) output?.on("data", (bytes: Buffer) => said.push(bytes));
  return { child, logs: () => Buffer.concat(said).toString() };
}
