import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { appUser, personalToken, userSession } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { SessionView } from "#lib/auth/events.ts";
import { forgetSession } from "#lib/auth/viewer-cache.ts";
import { notFound } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { log } from "#lib/log.ts";
import { tell } from "#lib/realtime/bus.ts";
import type { CompanyRole } from "#lib/rooms/events.ts";
import { isLiveToken } from "#lib/tokens/queries.ts";

/** A session ends when it was not used for 30 days, and after 180 days in any case. */
export const longestDays = 180;
const expiry = sql`least(clock_timestamp() + interval '30 days',
  ${userSession.createdAt} + ${sql.raw(`interval '${longestDays} days'`)})`;

/** Neither revoked nor expired. */
export const isLive = and(isNull(userSession.revokedAt), gt(userSession.expiresAt, sql`clock_timestamp()`));

/** Starts a session for a person who has just proved who they are; gives its id. */
export async function startSession(db: Db, userId: string, userAgent: string | undefined): Promise<string> {
  const id = newId();
  await db.insert(userSession).values({
    id,
    userId,
    userAgent: userAgent?.slice(0, 300) ?? null,
    lastSeenAt: sql`clock_timestamp()`,
    expiresAt: sql`clock_timestamp() + interval '30 days'`,
  });
  await db.update(appUser).set({ lastSeenAt: sql`clock_timestamp()` }).where(eq(appUser.id, userId));
  return id;
}

/** Notes, at most once a minute and without making anyone wait, that a session is in use. */
export function touchSession(db: Db, sessionId: string): void {
  const touched = db.execute(sql`
    with touched as (
      update ${userSession} set last_seen_at = clock_timestamp(), expires_at = ${expiry}
      where ${userSession.id} = ${sessionId} and ${userSession.lastSeenAt} < clock_timestamp() - interval '1 minute'
      returning user_id)
    update ${appUser} set last_seen_at = clock_timestamp() from touched where ${appUser.id} = touched.user_id`);
  touched.then(undefined, (error) => log.error("A session's use could not be noted", error));
}

/** Which of these sessions and tokens still hold: not revoked, not expired, of an active account. One statement. */
export async function liveSessions(db: Db, ids: readonly string[]): Promise<Map<string, CompanyRole>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: userSession.id, role: appUser.role })
    .from(userSession)
    .innerJoin(appUser, and(eq(appUser.id, userSession.userId), eq(appUser.isActive, true)))
    .where(and(oneOf(userSession.id, ids), isLive))
    .unionAll(
      db
        .select({ id: personalToken.id, role: appUser.role })
        .from(personalToken)
        .innerJoin(appUser, and(eq(appUser.id, personalToken.userId), eq(appUser.isActive, true)))
        .where(and(oneOf(personalToken.id, ids), isLiveToken)),
    );
  return new Map(rows.map(({ id, role }) => [id, role]));
}

/** Where the viewer is signed in, the latest in use first. */
export async function listSessions(db: Db, viewer: Viewer): Promise<SessionView[]> {
  const rows = await db
    .select()
    .from(userSession)
    .where(and(eq(userSession.userId, viewer.userId), isLive))
    .orderBy(desc(userSession.lastSeenAt));
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    isCurrent: row.id === viewer.sessionId,
  }));
}

/** Ends one of the viewer's own sessions, at once. Throws `not_found` for any other. */
export async function revokeSession(db: Db, viewer: Viewer, sessionId: string): Promise<void> {
  if (!(await endSession(db, viewer, sessionId))) throw notFound();
}

/** Ends a session of the viewer's; false where there was none to end. */
export async function endSession(db: Db, viewer: Viewer, sessionId: string): Promise<boolean> {
  const ended = await db
    .update(userSession)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(userSession.id, sessionId), eq(userSession.userId, viewer.userId), isLive))
    .returning({ id: userSession.id });
  forgetSession(sessionId);
  if (ended.length > 0) tell(viewer.companyId, { kind: "session.ended", userId: viewer.userId, sessionId });
  return ended.length > 0;
}
