import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, userSession } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { type Claims, readSessionCookie } from "#lib/auth/session-cookie.ts";
import { endSession, touchSession } from "#lib/auth/sessions.ts";
import { cachedViewer } from "#lib/auth/viewer-cache.ts";

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

async function readViewer(db: Db, { sessionId, userId }: Claims): Promise<Viewer | null> {
  const [found] = await db
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
        eq(userSession.id, sessionId),
        eq(userSession.userId, userId),
        isNull(userSession.revokedAt),
        gt(userSession.expiresAt, sql`clock_timestamp()`),
        eq(appUser.isActive, true),
      ),
    );
  if (found?.isIdle) touchSession(db, sessionId);
  return found?.viewer ?? null;
}
