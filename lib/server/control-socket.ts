import { chmodSync, rmSync } from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What an operator's command asks of the running server, and how the server tells of it, a line each. */
export type ControlRequest = { command: string; options: Record<string, unknown> };
export type ControlReply = { progress: string } | { done: string } | { error: string };

export type ControlCommand = (options: Record<string, unknown>, say: (progress: string) => void) => Promise<string>;

export const controlSocketPath = (dataDir: string) => join(dataDir, "control.sock");

/**
 * Opens the socket over which operators' commands reach a running server: the embedded database is open in no other
 * process. Only the owner of the data folder can connect. A socket that a killed server left is replaced; the lock on
 * the folder makes sure that there is no other server.
 */
export async function openControlSocket(dataDir: string, commands: Record<string, ControlCommand>): Promise<Server> {
  const path = controlSocketPath(dataDir);
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    const reply = (line: ControlReply) => socket.writable && socket.write(`${JSON.stringify(line)}\n`);
    socket.on("error", () => socket.destroy());
    createInterface({ input: socket }).once("line", (line) => {
      void run(commands, line, (progress) => reply({ progress })).then((last) => {
        reply(last);
        socket.end();
      });
    });
  });
  const mask = process.umask(0o177);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(path, resolve));
  process.umask(mask);
  chmodSync(path, 0o600);
  return server;
}

async function run(
  commands: Record<string, ControlCommand>,
  line: string,
  say: (progress: string) => void,
): Promise<ControlReply> {
  try {
    const { command, options } = JSON.parse(line) as ControlRequest;
    const known = commands[command];
    if (!known) return { error: `The server knows no command ${command}.` };
    return { done: await known(options, say) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "It failed." };
  }
}

/** Asks a running server to run a command; null where none listens. Throws an Error with the server's words when it fails. */
export function askServer(
  dataDir: string,
  request: ControlRequest,
  say: (progress: string) => void,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(controlSocketPath(dataDir));
    socket.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolve(null);
      else reject(error);
    });
    socket.once("connect", () => socket.write(`${JSON.stringify(request)}\n`));
    const lines = createInterface({ input: socket }).on("error", () => {}); // the socket's own, told above
    lines.on("line", (line) => {
      const reply = JSON.parse(line) as ControlReply;
      if ("progress" in reply) say(reply.progress);
      else if ("done" in reply) resolve(reply.done);
      else reject(new Error(reply.error));
    });
    socket.once("close", () =>
      reject(new Error("The server ended before the command did. Run it again: it goes on where it was.")),
    );
  });
}
