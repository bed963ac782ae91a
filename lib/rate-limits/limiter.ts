import { createHmac } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { rateLimitLog } from "#db/schema/index.ts";
import { authSecret } from "#lib/auth/secret.ts";
import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { gatherFor } from "#lib/gather.ts";
import { newId } from "#lib/ids.ts";
import { type LimitedEvent, limits, type Subjects } from "#lib/rate-limits/table.ts";

type Bucket = { key: string; capacity: number; perSecond: number; cost: number };
type LimitedCall = { buckets: Bucket[]; log: object | null };
type Verdict = { admitted: boolean; remaining: number; wait: number; bucket: string };

/**
 * Takes one token for an event from each of its buckets, or from none. One atomic statement, committed on its
 * own, so that parallel requests cannot pass together and a refusal is counted too. Call it outside any transaction.
 * Throws the refusal `rate_limited`, with the seconds to wait.
 */
export async function takeToken(db: Db, event: LimitedEvent, subjects: Subjects): Promise<void> {
  const verdict = await settle(db, { buckets: bucketsOf(event, subjects, 1), log: logOf(event, subjects) });
  if (!verdict.admitted) throw tooMany(event, verdict);
}

/**
 * Takes an event back that turned out not to count, such as a right password or the repetition of a message already sent:
 * the tokens return to their buckets, and the log no longer has it.
 */
export async function returnToken(db: Db, event: LimitedEvent, subjects: Subjects): Promise<void> {
  const { userId, roomId, subject } = logOf(event, subjects);
  const same = (column: AnyPgColumn, value: string | null) => (value === null ? isNull(column) : eq(column, value));
  const logged = db
    .select({ id: rateLimitLog.id })
    .from(rateLimitLog)
    .where(
      and(
        eq(rateLimitLog.eventType, event),
        same(rateLimitLog.userId, userId),
        same(rateLimitLog.roomId, roomId),
        same(rateLimitLog.subject, subject),
      ),
    )
    .orderBy(desc(rateLimitLog.timestamp))
    .limit(1);
  const buckets = bucketsOf(event, subjects, -1);
  await db.execute(sql`
    with unlogged as (update rate_limit_log set count = count - 1 where id in (${logged}) and count > refused)
    ${take([{ buckets, log: null }])}`);
}

const take = (calls: LimitedCall[]) =>
  sql`select * from rate_limit_take(${JSON.stringify(calls)}::jsonb) order by call`;

const settle = gatherFor((db: Db, calls: LimitedCall[]) => rowsOf<Verdict>(db, take(calls)));

function bucketsOf(event: LimitedEvent, subjects: Subjects, cost: 1 | -1): Bucket[] {
  return limits[event].map((limit, index) => {
    const who = limit.per.map((subject) => `${subject}=${keyOf(subject, subjects[subject])}`);
    const capacity = Math.max(1, Math.floor(limit.burst * env().RATE_LIMIT_FACTOR));
    return { key: `${event}#${index}:${who.join("&")}`, capacity, perSecond: capacity / limit.window, cost };
  });
}

function logOf(event: LimitedEvent, subjects: Subjects) {
  const { account, address } = subjects;
  return {
    id: newId(),
    companyId: subjects.companyId ?? null,
    userId: subjects.user ?? null,
    roomId: subjects.room ?? null,
    eventType: event,
    subject: subjects.user ? null : digest(account ?? address ?? ""),
  };
}

function keyOf(subject: string, value: string | undefined): string {
  if (value === undefined) throw new Error(`The limiter needs a ${subject}`);
  return subject === "account" || subject === "address" ? digest(value) : value;
}

const digest = (value: string) =>
  createHmac("sha256", authSecret()).update(`rate-limit:${value}`).digest("base64url").slice(0, 22);

function tooMany(event: LimitedEvent, { wait, bucket, remaining }: Verdict): Refusal {
  const retryAfter = Math.max(1, Math.ceil(wait));
  const { burst, window } = limits[event][Number(/#(\d+):/.exec(bucket)?.[1] ?? 0)] ?? limits[event][0];
  return new Refusal("rate_limited", `That was too much at once. Try again in ${retryAfter} s.`, {
    retryAfter,
    limit: { policy: event, remaining: Math.max(0, Math.floor(remaining)), burst, window },
  });
}
