import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { authSecret } from "#lib/auth/secret.ts";
import { usesSecureCookies } from "#lib/auth/session-cookie.ts";
import { longestDays } from "#lib/auth/sessions.ts";
import { log } from "#lib/log.ts";

/** What Parley has decided about one request, for next-auth to turn into cookies. */
type Turn = {
  /** Signs the person in who has proved who they are; null answers as for a wrong password. */
  signIn?: () => Promise<{ id: string; sessionId: string } | null>;
  /** The session that the request's cookie stands for, if it still holds. */
  liveSessionId?: string | undefined;
  onSignOut?: () => void;
};

/**
 * next-auth for one request. It keeps the cookies: CSRF tokens, sealing, expiry. Passwords are checked
 * (`check-password.ts`) and sessions kept (`sessions.ts`) by Parley; the cookie holds nothing but their ids.
 */
export function nextAuth({ signIn, liveSessionId, onSignOut }: Turn) {
  return NextAuth({
    basePath: "/api/auth",
    secret: authSecret(),
    trustHost: true,
    useSecureCookies: usesSecureCookies(),
    session: { strategy: "jwt", maxAge: longestDays * 24 * 3600 },
    pages: { signIn: "/signin", signOut: "/signin", error: "/signin" },
    providers: [Credentials({ authorize: async () => (await signIn?.()) ?? null })],
    callbacks: {
      jwt({ token, user }) {
        if (user) return { sub: user.id ?? "", sid: "sessionId" in user ? user.sessionId : undefined };
        return token.sid === liveSessionId ? token : null;
      },
      session: ({ session, token }) => ({ user: { id: token.sub }, expires: session.expires }),
    },
    events: { signOut: () => onSignOut?.() },
    logger: { error: logUnexpected, warn() {}, debug() {} },
  });
}

const expected = ["CredentialsSignin", "MissingCSRF", "JWTSessionError", "SignOutError"];

function logUnexpected(error: Error): void {
  const kind = "type" in error ? String(error.type) : error.name;
  if (!expected.includes(kind)) log.error("next-auth refused a call", undefined, { kind });
}
