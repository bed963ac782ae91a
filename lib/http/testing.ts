import { Readable } from "node:stream";
import type { Db } from "#db/client.ts";
import type { Call } from "#lib/http/call.ts";
import { answer, type Endpoint } from "#lib/http/endpoint.ts";

const origin = "http://127.0.0.1:3000";

type Sent = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
};

/** Makes this the database of every endpoint called in this process. */
export function serveFrom(db: Db): void {
  Object.assign(globalThis, { [Symbol.for("parley.database")]: Promise.resolve({ db }) });
}

/** Calls an endpoint as a server would. What the answer says comes as JSON, as a client would read it. */
export async function callEndpoint(endpoint: Endpoint, { params = {}, query = {}, headers = {}, body }: Sent = {}) {
  const bytes = Buffer.from(body === undefined ? "" : JSON.stringify(body));
  const sent: Record<string, string> =
    body === undefined ? headers : { "content-type": "application/json", ...headers };
  const call: Call = {
    method: endpoint.method,
    query: new URLSearchParams(query),
    client: { address: "127.0.0.1", isLoopback: true, origin },
    header: (name) => sent[name],
    readBody: async () => bytes,
    body: () => Readable.from([bytes]),
  };
  const reply = await answer(endpoint, call, params);
  return { ...reply, body: reply.body === undefined ? undefined : JSON.parse(JSON.stringify(reply.body)) };
}
