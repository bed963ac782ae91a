import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** A failure that its sentence explains; a stack trace would add nothing. */
export class Failure extends Error {}

/** The tools of node_modules come first, so that after the install `node` is the Node that Parley is made for. */
export const PATH = [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);

/** What every process of Node's compiled, for the next one: a server starts half a second sooner. */
const NODE_COMPILE_CACHE = join(root, "node_modules", ".cache", "compiled");

/**
 * Runs a command in the project and gives its exit code. What stops this process stops the command instead, and then
 * its code is ours. `quiet` shows the output of a failure alone, `silent` not even that; after so many `seconds` the
 * command has failed.
 */
export async function run(command, args = [], { env = {}, quiet = false, silent = false, seconds } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_COMPILE_CACHE, PATH, ...env },
    stdio: silent ? "ignore" : quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    timeout: seconds && seconds * 1000,
  });
  const output = [];
  child.stdout?.on("data", (chunk) => output.push(chunk));
  child.stderr?.on("data", (chunk) => output.push(chunk));

  let stopped = false;
  const stop = (signal) => {
    stopped = true;
    // The terminal has already told the child: twice could read as "now, and never mind the clean end".
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, stop);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once("error", (error) => reject(new Failure(`${command} could not be started (${error.code}).`)));
      child.once("close", (status, signal) => resolve(status ?? 128 + constants.signals[signal]));
    });
    if (stopped) process.exit(code);
    if (child.killed) throw new Failure(`${command} had not ended after ${seconds} seconds and was stopped.`);
    if (code !== 0) process.stdout.write(Buffer.concat(output));
    return code;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** Ends this process with the task's exit code, or with the sentence of its failure. */
export async function main(task) {
  try {
    process.exitCode = (await task()) ?? 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
