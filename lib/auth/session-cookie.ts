import { decode } from "next-auth/jwt";
import { authSecret } from "#lib/auth/secret.ts";
import { BoundedMap } from "#lib/bounded-map.ts";
import { env } from "#lib/env.ts";

/** What a session cookie says: nothing but ids. Whether the session still holds is the session row's to say. */
export type Claims = { sessionId: string; userId: string; expiresAt: number };

/** Cookies are marked `Secure`, and named so, exactly where our own origin is https. */
export const usesSecureCookies = (): boolean => env().PUBLIC_URL?.startsWith("https:") ?? false;

export const sessionCookieName = (): string => `${usesSecureCookies() ? "__Secure-" : ""}authjs.session-token`;

/** A token as next-auth makes it: five parts of base64url, the second empty (a key that both sides know). */
const shape = /^[\w-]{1,200}\.\.[\w-]{1,64}\.[\w-]{1,2000}\.[\w-]{1,64}$/;

const verified = Symbol.for("parley.verified-cookies");
const held = globalThis as { [verified]?: BoundedMap<string, Claims> };
const cache = () => (held[verified] ??= new BoundedMap(20_000));

/**
 * Reads and verifies the session cookie of a Cookie header; null where there is none or it is not one of ours.
 * Opening one takes most of a millisecond, so verified ones are remembered until they expire.
 */
export async function readSessionCookie(cookies: string | undefined): Promise<Claims | null> {
  const token = sessionToken(cookies);
  if (!token) return null;
  const known = cache().get(token);
  const claims = known ?? (await open(token));
  if (!claims || claims.expiresAt <= Date.now()) return null;
  if (!known) cache().set(token, claims);
  return claims;
}

async function open(token: string): Promise<Claims | null> {
  if (!shape.test(token)) return null;
  const name = sessionCookieName();
  const payload = await decode({ token, secret: authSecret(), salt: name }).catch(() => null);
  const { sid, sub, exp } = payload ?? {};
  if (typeof sid !== "string" || typeof sub !== "string" || typeof exp !== "number") return null;
  return { sessionId: sid, userId: sub, expiresAt: exp * 1000 };
}

/** The cookie's value, put together again where a browser got it in pieces: `name.0`, `name.1`. */
function sessionToken(cookies: string | undefined): string | null {
  const name = sessionCookieName();
  if (!cookies?.includes(name)) return null;
  const parts = new Map<string, string>();
  for (const pair of cookies.split(";")) {
    const at = pair.indexOf("=");
    const key = pair.slice(0, at).trim();
    if (at > 0 && key.startsWith(name) && !parts.has(key)) parts.set(key, pair.slice(at + 1).trim());
  }
  const whole = parts.get(name);
  if (whole !== undefined) return whole;
  const pieces = [0, 1, 2, 3].map((number) => parts.get(`${name}.${number}`));
  return pieces.slice(0, (pieces.indexOf(undefined) + 5) % 5).join("") || null;
}
