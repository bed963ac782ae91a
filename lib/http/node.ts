import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { Refusal } from "#lib/errors.ts";
import type { Answer, Call, Client } from "#lib/http/call.ts";

/** After a refused body, this much more is read and dropped, so that the sender gets to see the answer. */
export const drainMost = 64 * 1024 * 1024;

/** A request of Node's own server as a call. */
export function callOf(request: IncomingMessage, query: URLSearchParams, client: Client): Call {
  return {
    method: request.method ?? "GET",
    query,
    client,
    header: (name) => headerOf(request, name),
    readBody: (most) => readBody(request, most),
    body: () => request,
  };
}

/** Goes on reading what is left of a request that has its answer, so that its sender gets to see it, up to `drainMost`. */
export function drain(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let left = drainMost;
  request.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
}

export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Sends bytes as they come, no faster than they are taken. When they fail, so does the connection; a receiver may go at any time. */
export async function sendStream(
  response: ServerResponse,
  { status, headers }: Answer,
  stream: AsyncIterable<Buffer>,
): Promise<void> {
  response.writeHead(status, headers);
  await pipeline(stream, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
}

export function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const text = JSON.stringify(body); // as text it leaves together with the head, in one write
  const length = Buffer.byteLength(text);
  response.writeHead(status, { "content-type": "application/json", ...headers, "content-length": length });
  response.end(text);
}

function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else reject(new Refusal("body_too_large", `The body is larger than ${most} bytes.`));
      if (size > most + drainMost) request.destroy();
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("aborted", () => reject(new Refusal("malformed_json", "The body ended before its time.")));
  });
}
