import { encode } from "next-auth/jwt";
import { authSecret } from "#lib/auth/secret.ts";
import { sessionCookieName, usesSecureCookies } from "#lib/auth/session-cookie.ts";
import { longestDays } from "#lib/auth/sessions.ts";

const maxAge = longestDays * 24 * 3600;

/** The `Set-Cookie` line that keeps a customer signed in, as next-auth itself would write it. */
export async function customerCookie({ userId, sessionId }: { userId: string; sessionId: string }): Promise<string> {
  const name = sessionCookieName();
  const token = await encode({ token: { sub: userId, sid: sessionId }, secret: authSecret(), salt: name, maxAge });
  const secure = usesSecureCookies() ? "; Secure" : "";
  return `${name}=${token}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}
