import { and, desc, eq, gt, gte, lte } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "#db/client.ts";
import { rateLimitLog } from "#db/schema/index.ts";
import { requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { rateLimitsQuery } from "#lib/people/inputs.ts";
import type { RateLimitEntry } from "#lib/rate-limits/events.ts";
import { writeNotes } from "#lib/rate-limits/notes.ts";

const listMost = 500;

/**
 * What was counted against the limits in the viewer's company, the latest first, at most 500 rows. A wrong password counts
 * in the company whose account it was tried on; one for an address without an account is nobody's, and shown to nobody.
 * Throws `forbidden`.
 */
export async function listRateLimits(
  db: Db,
  viewer: Viewer,
  { userId, roomId, event, from, to }: z.output<typeof rateLimitsQuery>,
): Promise<RateLimitEntry[]> {
  requireCompany(viewer, "rateLimit.read");
  await writeNotes(db);
  const rows = await db
    .select()
    .from(rateLimitLog)
    .where(
      and(
        eq(rateLimitLog.companyId, viewer.companyId),
        gt(rateLimitLog.count, 0),
        userId ? eq(rateLimitLog.userId, userId) : undefined,
        roomId ? eq(rateLimitLog.roomId, roomId) : undefined,
        event ? eq(rateLimitLog.eventType, event) : undefined,
        from ? gte(rateLimitLog.timestamp, new Date(from)) : undefined,
        to ? lte(rateLimitLog.timestamp, new Date(to)) : undefined,
      ),
    )
    .orderBy(desc(rateLimitLog.timestamp), desc(rateLimitLog.id))
    .limit(listMost);
  return rows.map(({ id, userId, roomId, eventType, timestamp, count, refused }) => ({
    id,
    userId,
    roomId,
    eventType,
    timestamp: timestamp.toISOString(),
    count,
    refused,
  }));
}
