import { encode } from "next-auth/jwt";
import type { Viewer } from "#lib/access/viewer.ts";
import { authSecret } from "#lib/auth/secret.ts";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";

/** The session cookie that next-auth would have made for somebody of the cast. */
export async function cookieOf({ userId, sessionId }: Viewer, maxAge = 3600): Promise<string> {
  const name = sessionCookieName();
  const token = await encode({ token: { sub: userId, sid: sessionId }, secret: authSecret(), salt: name, maxAge });
  return `${name}=${token}`;
}
