import { and, desc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, personalToken } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { cachedViewer } from "#lib/auth/viewer-cache.ts";
import { log } from "#lib/log.ts";
import type { TokenView } from "#lib/tokens/events.ts";
import { hashOfTokenValue } from "#lib/tokens/value.ts";

/** Neither revoked nor expired. */
export const isLiveToken = and(
  isNull(personalToken.revokedAt),
  or(isNull(personalToken.expiresAt), gt(personalToken.expiresAt, sql`clock_timestamp()`)),
) as SQL;

/** One's own tokens that still work, the newest first. */
export async function listTokens(db: Db, viewer: Viewer): Promise<TokenView[]> {
  const rows = await db
    .select()
    .from(personalToken)
    .where(and(eq(personalToken.userId, viewer.userId), isLiveToken))
    .orderBy(desc(personalToken.createdAt), desc(personalToken.id));
  return rows.map(viewOfToken);
}

export function viewOfToken(row: typeof personalToken.$inferSelect): TokenView {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}

/**
 * Whom a token's value stands for; null where it was revoked, has expired, never was, or its owner is deactivated.
 * At most a second old, and in this process never older than its revocation.
 */
export async function findTokenViewer(db: Db, value: string): Promise<Viewer | null> {
  const hash = hashOfTokenValue(value);
  return cachedViewer({ key: hash.toString("base64") }, () => readTokenViewer(db, hash));
}

async function readTokenViewer(db: Db, hash: Buffer): Promise<Viewer | null> {
  const [found] = await db
    .select({
      viewer: {
        userId: appUser.id,
        companyId: appUser.companyId,
        role: appUser.role,
        sessionId: personalToken.id,
        name: appUser.name,
      },
      isIdle: sql<boolean>`coalesce(${personalToken.lastUsedAt} < clock_timestamp() - interval '1 minute', true)`,
    })
    .from(personalToken)
    .innerJoin(appUser, eq(appUser.id, personalToken.userId))
    .where(and(eq(personalToken.tokenHash, hash), isLiveToken, eq(appUser.isActive, true)));
  if (found?.isIdle) noteUse(db, found.viewer.sessionId);
  return found ? { ...found.viewer, isToken: true } : null;
}

/** At most once a minute, and without making anyone wait. */
function noteUse(db: Db, id: string): void {
  const isDue = sql`coalesce(${personalToken.lastUsedAt} < clock_timestamp() - interval '1 minute', true)`;
  const noted = db
    .update(personalToken)
    .set({ lastUsedAt: sql`clock_timestamp()` })
    .where(and(eq(personalToken.id, id), isDue));
  noted.then(undefined, (error) => log.error("A token's use could not be noted", error));
}
