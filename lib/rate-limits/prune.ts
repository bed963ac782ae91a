import { inArray, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rateLimitBucket, rateLimitLog } from "#db/schema/index.ts";

/** Forgets buckets that are full again, and what was counted more than 90 days ago. To be run once in a while. */
export async function pruneRateLimits(db: Db): Promise<void> {
  const full = db
    .select({ key: rateLimitBucket.key })
    .from(rateLimitBucket)
    .where(lt(rateLimitBucket.fullAt, sql`extract(epoch from clock_timestamp())`))
    .orderBy(rateLimitBucket.key)
    .for("update", { skipLocked: true }); // whoever charges locks them in this order
  await db.delete(rateLimitBucket).where(inArray(rateLimitBucket.key, full));
  await db.delete(rateLimitLog).where(lt(rateLimitLog.timestamp, sql`now() - interval '90 days'`));
}
