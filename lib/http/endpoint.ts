import { z } from "zod";
import { type Db, sharedDatabase } from "#db/client.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { checkCallersOrigin, findCaller } from "#lib/auth/find-caller.ts";
import { env } from "#lib/env.ts";
import { type Issue, invalid, notSignedIn, Refusal } from "#lib/errors.ts";
import { readJson, requireMultipart } from "#lib/http/body.ts";
import type { Answer, Call, Client } from "#lib/http/call.ts";
import { problemAnswer } from "#lib/http/problem.ts";
import { newId } from "#lib/ids.ts";
import { log } from "#lib/log.ts";
import { metrics } from "#lib/metrics/metrics.ts";
import { countCall } from "#lib/rate-limits/calls.ts";

type Schema = z.ZodType;
type Output<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who may call: `signed-in` gives the command a viewer; `anyone` gives none. What a viewer may do is the command's own check. */
export type Audience = "signed-in" | "anyone";

type Definition<
  A extends Audience,
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
> = {
  method: Method;
  /** As in the contract: `/api/rooms/{roomId}`. */
  path: string;
  summary: string;
  for: A;
  params?: P;
  query?: Q;
  body?: B;
  /** A multipart body, which the command itself takes in as it streams. */
  takesFile?: true;
  run(given: Given<A, P, Q, B>): Promise<Answer>;
};

type Given<
  A extends Audience,
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
> = {
  db: Db;
  viewer: A extends "signed-in" ? Viewer : null;
  params: Output<P>;
  query: Output<Q>;
  body: Output<B>;
  call: Call;
  client: Client;
};

export type Endpoint = Definition<Audience, Schema | undefined, Schema | undefined, Schema | undefined>;

/** Declares one method of one path: what it takes, who may call, and the one command or query that it runs. */
export function endpoint<
  A extends Audience,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(definition: Definition<A, P, Q, B>): Endpoint {
  return definition as unknown as Endpoint;
}

/** Answers a call to an endpoint. Never throws: what goes wrong becomes a problem with a request id. */
export async function answer(endpoint: Endpoint, call: Call, params: Record<string, string>): Promise<Answer> {
  const requestId = newId();
  const started = performance.now();
  let userId: string | undefined;
  const attempt = async (): Promise<Answer> => {
    const given = await admit(endpoint, call, params);
    userId = given.viewer?.userId;
    const { headers, ...rest } = await endpoint.run(given);
    return { ...rest, headers: { ...standingHeaders(requestId), ...headers } };
  };
  const reply = await attempt().catch((error) => refusalAnswer(error, requestId));
  const { method, path } = endpoint;
  const { status } = reply;
  const ms = performance.now() - started;
  log.info("A call was answered", { requestId, method, path, status, ms: Math.round(ms), userId });
  metrics()?.calls.observe({ method, path, status }, ms / 1000);
  return reply;
}

/** The answer to a call that went wrong. */
export function refusalAnswer(error: unknown, requestId = newId()): Answer {
  const { headers, ...rest } = problemAnswer(error, requestId);
  return { ...rest, headers: { ...standingHeaders(requestId), ...headers } };
}

const standingHeaders = (requestId: string) => ({
  "x-request-id": requestId,
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
});

const nothing = z.strictObject({});

/**
 * The checks that every call passes before its command, in the contract's order: 401, 403 (origin), the count
 * of calls, 413/415, 422. Gives what the command takes.
 */
export async function admit(endpoint: Endpoint, call: Call, params: Record<string, string>) {
  const { db } = await sharedDatabase(env);
  const viewer = endpoint.for === "signed-in" ? await findCaller(db, call) : null;
  if (endpoint.for === "signed-in" && !viewer) throw notSignedIn();
  checkCallersOrigin(call);
  countCall(viewer?.userId ?? call.client.address);
  if (endpoint.takesFile) requireMultipart(call);
  const sent = endpoint.body ? await readJson(call) : undefined;
  return {
    db,
    viewer,
    params: parse(endpoint.params ?? nothing, params),
    query: parse(endpoint.query ?? nothing, queryObject(call.query)),
    body: endpoint.body ? parse(endpoint.body, sent) : undefined,
    call,
    client: call.client,
  } as Given<Audience, Schema | undefined, Schema | undefined, Schema | undefined>;
}

/** Parses an input; throws the refusal `invalid_input` with a path and a message an issue. */
export function parse<S extends Schema>(schema: S, value: unknown): z.output<S> {
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "__proto__")) {
    throw invalid("__proto__", "is no field"); // which a strict schema passes over
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 20).map(issueOf);
  throw new Refusal("invalid_input", "Some of what was sent cannot be used. See the issues.", { issues });
}

function issueOf(issue: z.core.$ZodIssue): Issue {
  return { path: issue.path.map(String).join("."), message: issue.message };
}

/** A parameter given twice becomes a list, which no schema takes: 422, never a silent choice of one. */
function queryObject(query: URLSearchParams): Record<string, unknown> {
  const entries = [...new Set(query.keys())].map((key) => {
    const values = query.getAll(key);
    return [key, values.length === 1 ? values[0] : values];
  });
  return Object.fromEntries(entries);
}
