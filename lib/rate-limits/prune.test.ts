import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "drizzle-orm";
import { rateLimitBucket, rateLimitLog } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { newId } from "#lib/ids.ts";
import { takeToken } from "#lib/rate-limits/limiter.ts";
import { writeNotes } from "#lib/rate-limits/notes.ts";
import { pruneRateLimits } from "#lib/rate-limits/prune.ts";

const { db } = await testDatabase();

test("what was counted lately stays, what has run out goes", async () => {
  await takeToken(db, "room.create", { user: newId() });
  await writeNotes(db);
  await db.update(rateLimitBucket).set({ fullAt: sql`extract(epoch from now()) - 1` });
  await db.update(rateLimitLog).set({ timestamp: sql`now() - interval '91 days'` });
  const user = newId();
  await takeToken(db, "room.create", { user });
  await writeNotes(db);
  await pruneRateLimits(db);
  const [buckets, rows] = [await db.select().from(rateLimitBucket), await db.select().from(rateLimitLog)];
  assert.deepEqual([buckets.length, rows.map((row) => row.userId)], [1, [user]]);
});
