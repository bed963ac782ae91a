import { createHmac } from "node:crypto";
import { arrayOf } from "#db/array-of.ts";
import type { Db } from "#db/client.ts";
import { rowsOf, statement } from "#db/rows.ts";
import { authSecret } from "#lib/auth/secret.ts";
import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { gatherFor } from "#lib/gather.ts";
import { type Noted, note } from "#lib/rate-limits/notes.ts";
import { type LimitedEvent, limits, type Subjects } from "#lib/rate-limits/table.ts";

/** `span` is how many seconds an empty bucket takes to fill, `cost` how many of them one token takes. */
type Bucket = { key: string; span: number; cost: number };

/** What an event asks of its buckets, and what the log is to tell of it. */
export type LimitedCall = { buckets: Bucket[]; noted: Noted };

/** What the buckets refuse: `wait` is in seconds; `bucket` is the key of the one that is waited for longest. */
export type Refused = { remaining: number; wait: number; bucket: string };

/**
 * Takes one token for an event from each of its buckets, or from none. One atomic statement, committed on its
 * own, so that parallel requests cannot pass together and a refusal is counted too. Call it outside any transaction.
 * Throws the refusal `rate_limited`, with the seconds to wait.
 */
export async function takeToken(db: Db, event: LimitedEvent, subjects: Subjects): Promise<void> {
  const refused = await settle(db, limitedCall(event, subjects));
  if (refused) throw tooMany(event, refused);
}

/** An event as the database's limiter takes it, for a statement that counts it beside what it does. */
export function limitedCall(event: LimitedEvent, subjects: Subjects): LimitedCall {
  return { buckets: bucketsOf(event, subjects), noted: notedOf(event, subjects) };
}

/** The buckets of several calls as `rate_limit_charge` takes them: arrays of calls, keys, costs and spans, as PostgreSQL writes them. */
export function bucketColumns(calls: readonly LimitedCall[]) {
  const all = calls.flatMap(({ buckets }, call) => buckets.map((bucket) => ({ call, ...bucket })));
  return [
    arrayOf(all.map(({ call }) => call)),
    arrayOf(all.map(({ key }) => key)),
    arrayOf(all.map(({ cost }) => cost)),
    arrayOf(all.map(({ span }) => span)),
  ];
}

/**
 * Takes an event back that turned out not to count, such as a right password or the repetition of a message already sent:
 * the tokens return to their buckets, and the log no longer has it.
 */
export async function returnToken(db: Db, event: LimitedEvent, subjects: Subjects): Promise<void> {
  const call = limitedCall(event, subjects);
  const [, keys, costs] = bucketColumns([call]);
  note(db, call.noted, { count: -1, refused: 0 });
  await db.execute(statement(giveBack, [keys, costs]));
}

const giveBack = `with returned as (
    select s.key, b.cost from unnest($1::text[], $2::float8[]) b(key, cost)
    join rate_limit_bucket s on s.key = b.key order by s.key for update of s)
  update rate_limit_bucket s set full_at = s.full_at - r.cost from returned r where s.key = r.key`;

/** What the buckets refuse, and null for what they admit. */
const settle = gatherFor(async (db: Db, calls: LimitedCall[]): Promise<(Refused | null)[]> => {
  const refused = await rowsOf<Refused & { call: number }>(
    db,
    statement("select * from rate_limit_take($1, $2, $3, $4)", bucketColumns(calls)),
  );
  const byCall = new Map(refused.map((one) => [one.call, one]));
  return calls.map(({ noted }, call) => {
    const found = byCall.get(call) ?? null;
    note(db, noted, { count: 1, refused: found ? 1 : 0 });
    return found;
  });
});

function bucketsOf(event: LimitedEvent, subjects: Subjects): Bucket[] {
  return limits[event].map((limit, index) => {
    const who = limit.per.map((subject) => `${subject}=${keyOf(subject, subjects[subject])}`);
    const capacity = Math.max(1, Math.floor(limit.burst * env().RATE_LIMIT_FACTOR));
    return { key: `${event}#${index}:${who.join("&")}`, span: limit.window, cost: limit.window / capacity };
  });
}

function notedOf(event: LimitedEvent, { companyId, user, room, account, address }: Subjects): Noted {
  return {
    companyId: companyId ?? null,
    userId: user ?? null,
    roomId: room ?? null,
    eventType: event,
    subject: user ? null : digest(account ?? address ?? ""),
  };
}

function keyOf(subject: string, value: string | undefined): string {
  if (value === undefined) throw new Error(`The limiter needs a ${subject}`);
  return subject === "account" || subject === "address" ? digest(value) : value;
}

const digest = (value: string) =>
  createHmac("sha256", authSecret()).update(`rate-limit:${value}`).digest("base64url").slice(0, 22);

/** The refusal of an event that its buckets do not admit. */
export function tooMany(event: LimitedEvent, { wait, bucket, remaining }: Refused): Refusal {
  const retryAfter = Math.max(1, Math.ceil(wait));
  const { burst, window } = limits[event][Number(/#(\d+):/.exec(bucket)?.[1] ?? 0)] ?? limits[event][0];
  return new Refusal("rate_limited", `That was too much at once. Try again in ${retryAfter} s.`, {
    retryAfter,
    limit: { policy: event, remaining: Math.max(0, Math.floor(remaining)), burst, window },
  });
}
