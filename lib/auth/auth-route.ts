import type { Db } from "#db/client.ts";
import { sharedDatabase } from "#db/client.ts";
import { forNextAuth, readForm } from "#lib/auth/auth-request.ts";
import { checkPassword } from "#lib/auth/check-password.ts";
import { endSessionOf, findViewer } from "#lib/auth/find-viewer.ts";
import { signInInput } from "#lib/auth/inputs.ts";
import { nextAuth } from "#lib/auth/next-auth.ts";
import { startSession } from "#lib/auth/sessions.ts";
import { env } from "#lib/env.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import type { Call } from "#lib/http/call.ts";
import { parse } from "#lib/http/endpoint.ts";
import { checkOrigin } from "#lib/http/origin.ts";
import { problemAnswer } from "#lib/http/problem.ts";
import { callOf, responseOf } from "#lib/http/web.ts";
import { newId } from "#lib/ids.ts";
import { log } from "#lib/log.ts";
import { countCall } from "#lib/rate-limits/calls.ts";

/** Serves next-auth's own routes, as far as Parley uses them; everything else under `/api/auth` is 404. */
export async function serveAuth(request: Request): Promise<Response> {
  const requestId = newId();
  const response = await attempt(request).catch((error) => responseOf(problemAnswer(error, requestId)));
  const headers = new Headers(response.headers);
  headers.set("x-request-id", requestId);
  headers.set("cache-control", "private, no-store");
  headers.set("x-content-type-options", "nosniff");
  log.info("A call was answered", { requestId, method: request.method, path: "/api/auth/*", status: response.status });
  return new Response(response.body, { status: response.status, headers });
}

async function attempt(request: Request): Promise<Response> {
  const call = callOf(request);
  const path = new URL(request.url).pathname.replace(/^\/api\/auth\//, "");
  const { db } = await sharedDatabase(env);
  checkSender(call, path);
  countCall(call.client.address);
  if (call.method === "POST" && path === "callback/credentials") return signIn(db, call, path);
  if (call.method === "POST" && path === "signout") return signOut(db, call, path);
  if (call.method !== "POST" && ["csrf", "session", "providers", "signin"].includes(path)) return look(db, call, path);
  throw notFound();
}

/** A sign-in rests on next-auth's CSRF token and not on a cookie, so a program need not say where it comes from. */
function checkSender(call: Call, path: string): void {
  const { header } = call;
  const isSignIn = path === "callback/credentials";
  checkOrigin({ ...call, header: (name) => (isSignIn && name === "cookie" ? undefined : header(name)) });
  if (!call.client.origin) throw new Refusal("foreign_origin", "Parley is not known by this name.");
}

async function signIn(db: Db, call: Call, path: string): Promise<Response> {
  const form = await readForm(call);
  const { email, password } = form;
  const known = await checkPassword(db, call.client, parse(signInInput, { email, password }));
  const start = async () => {
    if (!known) return null;
    await endSessionOf(db, call.header("cookie"));
    return { id: known.userId, sessionId: await startSession(db, known.userId, call.header("user-agent")) };
  };
  return nextAuth({ signIn: start }).handlers.POST(forNextAuth(call, path, form));
}

async function signOut(db: Db, call: Call, path: string): Promise<Response> {
  let isSignedOut = false;
  const onSignOut = () => {
    isSignedOut = true;
  };
  const response = await nextAuth({ onSignOut }).handlers.POST(forNextAuth(call, path, await readForm(call)));
  if (isSignedOut) await endSessionOf(db, call.header("cookie"));
  return response;
}

async function look(db: Db, call: Call, path: string): Promise<Response> {
  const viewer = await findViewer(db, call.header("cookie"));
  return nextAuth({ liveSessionId: viewer?.sessionId }).handlers.GET(forNextAuth(call, path));
}
