import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, userSession } from "#db/schema/index.ts";
import { requireSession, type Viewer } from "#lib/access/viewer.ts";
import type { ChangePasswordInput } from "#lib/auth/inputs.ts";
import { hashPassword, verifyPassword } from "#lib/auth/passwords.ts";
import { forgetPerson } from "#lib/auth/viewer-cache.ts";
import { forbidden, invalid } from "#lib/errors.ts";
import type { Client } from "#lib/http/call.ts";
import { returnToken, takeToken } from "#lib/rate-limits/limiter.ts";
import { tell } from "#lib/realtime/bus.ts";

/**
 * Changes the viewer's password and signs every other place of theirs out, at once; personal tokens stay. A wrong
 * present password counts like one at the door. Throws `forbidden` (to a token, and for an account without a password),
 * `rate_limited`, and `invalid_input` for a wrong present password.
 */
export async function changePassword(
  db: Db,
  viewer: Viewer,
  { current, next }: ChangePasswordInput,
  client: Client,
): Promise<void> {
  requireSession(viewer, "A token changes no password.");
  const { userId, companyId } = viewer;
  const [account] = await db
    .select({ key: appUser.emailKey, hash: appUser.passwordHash })
    .from(appUser)
    .where(eq(appUser.id, userId));
  if (!account?.hash) throw forbidden("This account has no password.");
  const subjects = { account: account.key, address: client.address, companyId };
  await takeToken(db, "login.fail", subjects);
  if (!(await verifyPassword(account.hash, current))) throw wrong();
  await returnToken(db, "login.fail", subjects);
  const passwordHash = await hashPassword(next);
  const ended = await db.transaction(async (tx) => {
    const changed = await tx
      .update(appUser)
      .set({ passwordHash, updatedAt: sql`clock_timestamp()` })
      .where(and(eq(appUser.id, userId), eq(appUser.passwordHash, account.hash ?? "")))
      .returning({ id: appUser.id });
    if (changed.length === 0) throw wrong(); // somebody else has just changed it
    return tx
      .update(userSession)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(and(eq(userSession.userId, userId), ne(userSession.id, viewer.sessionId), isNull(userSession.revokedAt)))
      .returning({ id: userSession.id });
  });
  forgetPerson(userId);
  for (const { id } of ended) tell(companyId, { kind: "session.ended", userId, sessionId: id });
}

const wrong = () => invalid("current", "is not your present password");
