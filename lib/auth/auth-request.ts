import type { NextRequest } from "next/server";
import { invalid, Refusal } from "#lib/errors.ts";
import { readJson } from "#lib/http/body.ts";
import type { Call } from "#lib/http/call.ts";

type Form = Partial<Record<"email" | "password" | "csrfToken" | "callbackUrl", unknown>>;

const formMost = 16 * 1024;

/**
 * Reads what a sign-in or sign-out form sent: form-encoded, as next-auth's own client does, or JSON.
 * Throws the refusals `unsupported_media_type`, `body_too_large`, `malformed_json` and `invalid_input`.
 */
export async function readForm(call: Call): Promise<Form> {
  const mediaType = call.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType === "application/json") return objectOf(await readJson(call));
  if (mediaType !== "application/x-www-form-urlencoded") {
    throw new Refusal("unsupported_media_type", "Send the form as application/x-www-form-urlencoded.");
  }
  return Object.fromEntries(new URLSearchParams((await call.readBody(formMost)).toString()));
}

function objectOf(value: unknown): Form {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw invalid("", "is not an object");
}

/**
 * The request that next-auth gets to see: at our own origin, with the cookies and fields it needs, and a
 * `callbackUrl` that stays on our origin. (A plain `Request`: Next's own makes `localhost` of 127.0.0.1.) Throws `invalid_input` for a `callbackUrl` or `csrfToken` that is none.
 */
export function forNextAuth(call: Call, path: string, form?: Form): NextRequest {
  const origin = call.client.origin ?? "";
  const callbackUrl = ownUrl(form?.callbackUrl ?? call.query.get("callbackUrl") ?? "/", origin);
  const headers = new Headers({ cookie: ownCookies(call.header("cookie") ?? "") });
  if (call.header("x-auth-return-redirect")) headers.set("x-auth-return-redirect", "1");
  const url = new URL(`/api/auth/${path}`, origin);
  if (!form) {
    url.searchParams.set("callbackUrl", callbackUrl);
    return new Request(url, { headers }) as NextRequest;
  }
  const body = new URLSearchParams({ csrfToken: textOf(form.csrfToken), callbackUrl });
  return new Request(url, { method: "POST", headers, body }) as NextRequest;
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  throw invalid("csrfToken", "is not a token");
}

function ownUrl(value: unknown, origin: string): string {
  if (typeof value !== "string" || !URL.canParse(value, origin)) throw invalid("callbackUrl", "is not an address");
  const url = new URL(value, origin);
  return url.origin === origin ? url.href : `${origin}/`;
}

/** next-auth falls over a damaged `callback-url` cookie, and has no use for a sound one: the address is always given. */
function ownCookies(cookies: string): string {
  const pairs = cookies.split(";").map((pair) => pair.trim());
  return pairs.filter((pair) => /^(__Host-|__Secure-)?authjs\.(csrf-token|session-token)/.test(pair)).join("; ");
}
