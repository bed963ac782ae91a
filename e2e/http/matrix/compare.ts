import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Reply } from "../../harness/http.ts";

/** A path template with its parameters. */
export function fill(template: string, params: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? randomUUID());
}

/** An answer as everyone may compare it: all of it but what differs between any two requests. */
export function comparable({ status, headers, text }: Reply) {
  const { "x-request-id": _, date: __, ...rest } = headers;
  return { status, headers: rest, text: text.replace(/"requestId":"[^"]*"/, "") };
}

/** Hidden is absent: the two answers are the same byte for byte, request id aside. */
export function assertSame(hidden: Reply, absent: Reply, what: string): void {
  assert.deepEqual(comparable(hidden), comparable(absent), `${what}: hidden and absent differ`);
}

export function assertProblem({ status, headers, body, text }: Reply, what: string): void {
  assert.match(
    headers["content-type"] ?? "",
    /^application\/problem\+json/,
    `${what}: ${status} ${text.slice(0, 200)}`,
  );
  assert.equal(body.status, status, what);
  assert.match(body.code, /^[a-z_]+$/, what);
  assert.match(body.detail, /\w+ \w+.*\.$/, `${what}: not a sentence: ${body.detail}`);
  assert.equal(body.requestId, headers["x-request-id"], what);
  assert.equal(headers["cache-control"], "private, no-store", what);
}
