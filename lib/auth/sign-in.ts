import { headers } from "next/headers";
import { sharedDatabase } from "#db/client.ts";
import { checkPassword } from "#lib/auth/check-password.ts";
import { endSessionOf } from "#lib/auth/find-viewer.ts";
import type { SignInInput } from "#lib/auth/inputs.ts";
import { nextAuth } from "#lib/auth/next-auth.ts";
import { startSession } from "#lib/auth/sessions.ts";
import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { webClient } from "#lib/http/web.ts";

/**
 * Signs this browser in, from a server action: a new session, and the end of the one that was here before.
 * Throws the refusals `wrong_credentials` and `rate_limited`.
 */
export async function signInWithPassword(input: SignInInput): Promise<void> {
  const { db, header } = await here();
  const known = await checkPassword(db, webClient(header), input);
  if (!known) throw new Refusal("wrong_credentials", "The address and the password do not belong together.");
  await endSessionOf(db, header("cookie"));
  const sessionId = await startSession(db, known.userId, header("user-agent"));
  const { signIn } = nextAuth({ signIn: async () => ({ id: known.userId, sessionId }) });
  await signIn("credentials", { redirect: false, redirectTo: "/" });
}

/** Signs this browser out, from a server action: the session ends and its cookie goes. */
export async function signOutHere(): Promise<void> {
  const { db, header } = await here();
  await endSessionOf(db, header("cookie"));
  await nextAuth({}).signOut({ redirect: false, redirectTo: "/signin" });
}

async function here() {
  const sent = await headers(); // first of all: a build that tries to prerender this stops here and opens no database
  const { db } = await sharedDatabase(env);
  return { db, header: (name: string) => sent.get(name) ?? undefined };
}
