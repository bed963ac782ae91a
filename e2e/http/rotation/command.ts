import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Storage } from "../../harness/storage.ts";

/** The settings of a server as an operator's command gets them. */
export function settingsOf(storage: Storage): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, ...storage.env } as unknown as NodeJS.ProcessEnv;
}

export type Command = {
  process: ChildProcess;
  said(): string;
  /** Waits until it has said this, or has ended. */
  says(what: RegExp): Promise<void>;
  /** Its exit code; null when it was killed. */
  ended: Promise<number | null>;
};

/** `npm run keys:rotate -- …` */
export function rotate(storage: Storage, args: string[]): Command {
  const env = settingsOf(storage);
  const child = spawn(process.execPath, ["scripts/keys-rotate.ts", ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  for (const output of [child.stdout, child.stderr]) output.on("data", (chunk: Buffer) => chunks.push(chunk));
  const said = () => Buffer.concat(chunks).toString();
  const ended = once(child, "close").then(([code]) => code as number | null);
  const says = (what: RegExp) => {
    const heard = new Promise<void>((resolve) => {
      child.stdout.on("data", () => what.test(said()) && resolve());
    });
    return Promise.race([heard, ended.then(() => {})]);
  };
  return { process: child, said, says, ended };
}
