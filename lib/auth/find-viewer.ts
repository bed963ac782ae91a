import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { appUser, userSession } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { type Claims, readSessionCookie } from "#lib/auth/session-cookie.ts";
import { endSession, isLive, touchSession } from "#lib/auth/sessions.ts";
import { cachedViewer } from "#lib/auth/viewer-cache.ts";
import { gatherFor } from "#lib/gather.ts";

/**
 * Who is asking, by the Cookie header of a request; null where nobody is signed in: no cookie of ours, a session that was revoked
 * or has expired, a deactivated account. What it says of a session is at most a second old, and in this process
 * never older than its revocation.
 */
export async function findViewer(db: Db, cookies: string | undefined): Promise<Viewer | null> {
  const claims = await readSessionCookie(cookies);
  return claims && cachedViewer({ key: claims.sessionId, userId: claims.userId }, () => readViewer(db, claims));
}

/** Ends the session that these cookies stand for, if they stand for one. */
export async function endSessionOf(db: Db, cookies: string | undefined): Promise<void> {
  const viewer = await findViewer(db, cookies);
  if (viewer) await endSession(db, viewer, viewer.sessionId);
}

/** Who stands behind these claims: of all who are asked for at the same time, in one statement. */
const readViewer = gatherFor(async (db: Db, claims: Claims[]): Promise<(Viewer | null)[]> => {
  const rows = await db
    .select({
      viewer: {
        userId: appUser.id,
        companyId: appUser.companyId,
        role: appUser.role,
        sessionId: userSession.id,
        name: appUser.name,
      },
      isIdle: sql<boolean>`${userSession.lastSeenAt} < clock_timestamp() - interval '1 minute'`,
    })
    .from(userSession)
    .innerJoin(appUser, eq(appUser.id, userSession.userId))
    .where(
      and(
        oneOf(
          userSession.id,
          claims.map(({ sessionId }) => sessionId),
        ),
        isLive,
        eq(appUser.isActive, true),
      ),
    );
  const found = new Map(rows.map((row) => [row.viewer.sessionId, row]));
  return claims.map(({ sessionId, userId }) => {
    const row = found.get(sessionId);
    if (row?.viewer.userId !== userId) return null;
    if (row.isIdle) touchSession(db, sessionId);
    return row.viewer;
  });
});
