import { Refusal } from "#lib/errors.ts";
import type { Call } from "#lib/http/call.ts";

/**
 * Holds writes to our own pages. With a cookie the browser must say that it is on our origin; without one, a
 * browser must not say that it is elsewhere (programs say nothing, and have no cookie to abuse).
 * Throws the refusal `foreign_origin`.
 */
export function checkOrigin(call: Call): void {
  if (call.method === "GET" || call.method === "HEAD") return;
  const origin = call.header("origin");
  if (origin !== undefined && origin === call.client.origin) return;
  const isFromProgram = origin === undefined && call.header("sec-fetch-site") === undefined;
  if (isFromProgram && call.header("cookie") === undefined) return;
  throw new Refusal("foreign_origin", "This request does not come from Parley's own pages, so it was not carried out.");
}
