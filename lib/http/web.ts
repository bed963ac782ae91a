import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { Refusal } from "#lib/errors.ts";
import type { Answer, Call, Client } from "#lib/http/call.ts";
import { clientOf } from "#lib/http/client.ts";
import { clientFromHeader, clientHeader } from "#lib/http/client-header.ts";
import { answer, type Endpoint } from "#lib/http/endpoint.ts";
import { drainMost } from "#lib/http/node.ts";

type Context = { params: Promise<Record<string, string | string[] | undefined>> };

/** Serves an endpoint as a Next route handler. */
export function serve(endpoint: Endpoint) {
  return async (request: Request, context: Context): Promise<Response> => {
    const params = ((await context.params) ?? {}) as Record<string, string>; // Next gives none to a path without any
    return responseOf(await answer(endpoint, callOf(request), params));
  };
}

/** A web request as a call. */
export function callOf(request: Request): Call {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  return {
    method: request.method,
    query: new URL(request.url).searchParams,
    client: webClient(header),
    header,
    readBody: (most) => readBody(request, most),
    body: () => (request.body ? Readable.fromWeb(request.body as NodeStream) : Readable.from([])),
  };
}

/** The client that `server.ts` saw; on a host without it, nothing about the socket is known and nothing is trusted. */
export function webClient(header: (name: string) => string | undefined): Client {
  return clientFromHeader(header(clientHeader)) ?? { ...clientOf(undefined, header), isLoopback: false };
}

export function responseOf({ status, body, stream, headers }: Answer): Response {
  if (stream) return new Response(Readable.toWeb(Readable.from(stream)) as ReadableStream, { status, headers });
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

async function readBody(request: Request, most: number): Promise<Buffer> {
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > most) {
      void drain(reader);
      throw new Refusal("body_too_large", `The body is larger than ${most} bytes.`);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

/** Goes on reading a refused body, so that its sender gets to see the answer instead of a broken connection. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  let left = drainMost;
  try {
    for (let part = await reader?.read(); part && !part.done && left > 0; part = await reader?.read()) {
      left -= part.value.byteLength;
    }
    await reader?.cancel();
  } catch {
    // The sender went away: nobody is left to answer.
  }
}
