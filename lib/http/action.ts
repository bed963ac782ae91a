import { Readable } from "node:stream";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type Db, sharedDatabase } from "#db/client.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { findViewer } from "#lib/auth/find-viewer.ts";
import { env } from "#lib/env.ts";
import { notSignedIn, problems, type Refusal } from "#lib/errors.ts";
import type { Call, Client } from "#lib/http/call.ts";
import { parse } from "#lib/http/endpoint.ts";
import type { ActionResult } from "#lib/http/events.ts";
import { checkOrigin } from "#lib/http/origin.ts";
import { refusalOf } from "#lib/http/problem.ts";
import { webClient } from "#lib/http/web.ts";
import { newId } from "#lib/ids.ts";
import { countCall } from "#lib/rate-limits/calls.ts";

type Run<S extends z.ZodType, V, T> = (given: { db: Db; viewer: V; input: z.output<S>; client: Client }) => Promise<T>;
type Action<T> = (input: unknown) => Promise<ActionResult<T>>;

/**
 * A server action for people who are signed in: the checks of every endpoint, then one command. Anybody can call an action with
 * anything, so what it is given is parsed like a request's body, and what goes wrong comes back as a problem.
 */
export function action<S extends z.ZodType, T>(schema: S, run: Run<S, Viewer, T>): Action<T> {
  return attempt(async (input) => {
    const { db, call } = await take();
    const viewer = await findViewer(db, call.header("cookie"));
    if (!viewer) throw notSignedIn();
    checkOrigin(call);
    countCall(viewer.userId);
    return run({ db, viewer, client: call.client, input: parse(schema, input) });
  });
}

/** A server action for anyone, signed in or not. */
export function publicAction<S extends z.ZodType, T>(schema: S, run: Run<S, null, T>): Action<T> {
  return attempt(async (input) => {
    const { db, call } = await take();
    checkOrigin(call);
    countCall(call.client.address);
    return run({ db, viewer: null, client: call.client, input: parse(schema, input) });
  });
}

/** The request behind an action, as a call. Next has read its body, and hands it over as the action's input. */
async function take() {
  const sent = await headers(); // first of all: a build that tries to prerender this stops here and opens no database
  const { db } = await sharedDatabase(env);
  const header = (name: string) => sent.get(name) ?? undefined;
  const readBody = async () => Buffer.of();
  const body = () => Readable.from([]);
  const call: Call = {
    method: "POST",
    query: new URLSearchParams(),
    client: webClient(header),
    header,
    readBody,
    body,
  };
  return { db, call };
}

function attempt<T>(run: (input: unknown) => Promise<T>): Action<T> {
  return async (input) => {
    try {
      return { ok: true, value: await run(input) };
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, problem: problemOf(refusalOf(error, newId())) };
    }
  };
}

function problemOf({ code, message, extras: { issues, retryAfter } }: Refusal) {
  const [status] = problems[code];
  return { status, code, detail: message, ...(issues && { issues }), ...(retryAfter !== undefined && { retryAfter }) };
}
