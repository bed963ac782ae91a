import type { IncomingMessage, ServerResponse } from "node:http";
import { sharedDatabase } from "#db/client.ts";
import { checkPageCall } from "#lib/auth/page-gate.ts";
import { env } from "#lib/env.ts";
import { invalid, notFound, Refusal } from "#lib/errors.ts";
import type { Call } from "#lib/http/call.ts";
import { clientOf } from "#lib/http/client.ts";
import { answer, refusalAnswer } from "#lib/http/endpoint.ts";
import { callOf, drain, headerOf, send, sendStream } from "#lib/http/node.ts";
import { serveStream } from "#lib/realtime/node-stream.ts";
import { readActionInput, replayed } from "#lib/server/action-input.ts";
import type { HasAction } from "#lib/server/action-pages.ts";
import { awaitBody } from "#lib/server/await-body.ts";
import { handOver } from "#lib/server/hand-over.ts";
import { matchHotPath } from "#lib/server/hot-paths.ts";

type Next = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Behind = { next: Next; ownOrigin: string; hasAction: HasAction };

/** Answers a request: hot paths here, everything else by Next. `ownOrigin` is where we listen. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { next, ownOrigin, hasAction }: Behind,
): Promise<void> {
  const [path = "", search = ""] = splitOnce(request.url ?? "/", "?");
  const client = clientOf(request.socket.remoteAddress, (name) => headerOf(request, name));
  const call = () => callOf(request, new URLSearchParams(search), client);
  if (request.method === "GET" && path === "/api/stream") return serveStream(call(), response);
  const hot = matchHotPath(request.method ?? "", path);
  if (!hot?.endpoint.takesFile) awaitBody(request);
  if (hot) {
    const found = await answer(hot.endpoint, call(), hot.params);
    if (found.stream) return sendStream(response, found, found.stream);
    send(response, found);
    return drain(request);
  }
  let ready: IncomingMessage;
  try {
    if (!methods.has(request.method ?? ""))
      throw new Refusal("method_not_allowed", "This is not how to ask for anything here.");
    checkPath(path);
    ready = isPage(path) ? await pageRequest(request, path, call(), hasAction) : request;
  } catch (error) {
    return send(response, refusalAnswer(error));
  }
  handOver(ready, client, ownOrigin);
  return next(ready, response);
}

/** Next fails over others, such as TRACE. */
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const isPage = (path: string) => !/^\/(api|_next|__nextjs[\w-]*)(\/|$)/.test(path);

/** A request for a page, or of a page's server action, as Next may see it. */
async function pageRequest(
  request: IncomingMessage,
  path: string,
  call: Call,
  hasAction: HasAction,
): Promise<IncomingMessage> {
  const { db } = await sharedDatabase(env);
  await checkPageCall(db, path, call);
  if (call.method === "GET" || call.method === "HEAD") return request;
  const action = call.method === "POST" && call.header("next-action");
  if (!action) throw new Refusal("method_not_allowed", "Pages are there to be read.");
  if (!hasAction(path, action)) throw notFound();
  return replayed(request, await readActionInput(call));
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** A path of this very server, as it stands: Next would lead `//elsewhere` there, and `/api/../rooms` past the page's checks. */
function checkPath(path: string): void {
  const plain = decoded(path);
  if (plain === null || plain.includes("\0")) throw invalid("", "the path has a malformed %-sequence");
  if (!/^\/(?!\/)/.test(plain) || /\\|\/\.{1,2}(\/|$)/.test(plain)) throw invalid("", "the path is none of ours");
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
