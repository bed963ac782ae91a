import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import pg from "pg";
import { insertMany, insertOne, newRow, type Row, tableOf } from "./table.ts";

// A chat server with nothing but the transport: no people, no access, no sealing, no log. Every stream gets everything.
// POST /single/{room} commits each message alone, /shared/{room} together with those that wait, /memory/{room} not at all.

const pool = new pg.Pool({ connectionString: process.argv[2] ?? "", max: 32 });
await tableOf(pool);
const streams = new Set<Socket>();

type Waiting = { row: Row; resolve(): void; reject(error: unknown): void };
let waiting: Waiting[] = [];
let isWriting = false;

const keep: Record<string, (row: Row) => Promise<void>> = {
  single: (row) => insertOne(pool, row),
  shared: (row) =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      if (!isWriting) void writeWaiting();
    }),
  memory: async () => {},
};

async function writeWaiting(): Promise<void> {
  isWriting = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    const rows = batch.map(({ row }) => row);
    await insertMany(pool, rows).then(
      () => batch.forEach(({ resolve }) => void resolve()),
      (error) => batch.forEach(({ reject }) => void reject(error)),
    );
  }
  isWriting = false;
}

const server = createServer(async (request, response) => {
  const [, kind = "", room = ""] = (request.url ?? "").split("/");
  if (kind === "stream") {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    const { socket } = request;
    socket.setNoDelay(true).setTimeout(0);
    socket.write("event: hello\ndata: {}\n\n");
    streams.add(socket);
    response.once("close", () => streams.delete(socket));
    return;
  }
  const row = newRow(room, JSON.parse(await bodyOf(request)));
  await keep[kind]?.(row);
  const message = JSON.stringify(row);
  response.writeHead(201, { "content-type": "application/json", "content-length": Buffer.byteLength(message) });
  response.end(message);
  const bytes = Buffer.from(`event: change\ndata: ${message}\n\n`);
  for (const socket of streams) socket.write(bytes);
});

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text) => {
      body += text;
    });
    request.once("end", () => resolve(body));
  });
}

server.listen(0, "127.0.0.1", () => {
  console.log(`The floor is at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once("SIGTERM", () => process.exit(0));
