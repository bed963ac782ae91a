import { IncomingMessage } from "node:http";
import { invalid, Refusal } from "#lib/errors.ts";
import { jsonMost, parseJson } from "#lib/http/body.ts";
import type { Call } from "#lib/http/call.ts";

/**
 * Reads what a server action is called with. React's decoder takes strings that begin with `$` for more than strings: other
 * parts of the body, functions, streams. Our actions take plain values, so whatever else is there never reaches it.
 * Throws the refusals `unsupported_media_type`, `body_too_large`, `malformed_json` and `invalid_input`.
 */
export async function readActionInput(call: Call): Promise<Buffer> {
  const mediaType = call.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "text/plain") throw new Refusal("unsupported_media_type", "Send an action's input as text/plain.");
  const body = await call.readBody(jsonMost);
  const input = parseJson(body);
  if (!Array.isArray(input)) throw invalid("", "is not a list");
  if (!isPlain(input)) throw invalid("", "refers to something that is not there");
  return body;
}

/** Text that begins with a dollar is sent with two; what is undefined has a word of its own. */
function isPlain(value: unknown): boolean {
  if (typeof value === "string") return !value.startsWith("$") || value.startsWith("$$") || value === "$undefined";
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isPlain);
}

/** A request whose body was read, with that body to read once more. */
export function replayed(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  const replay = new IncomingMessage(request.socket);
  Object.assign(replay, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor });
  replay.push(body);
  replay.push(null);
  replay.complete = true;
  return replay;
}
