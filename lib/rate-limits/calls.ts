import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";

/** Calls a minute and caller, counted in this process alone: a brake, not a promise. */
const perMinute = 300;
const most = 50_000;

type Bucket = { tokens: number; filledAt: number };
const buckets = new Map<string, Bucket>();

/** Counts one call of a user (or, signed out, an address). Throws the refusal `rate_limited`. */
export function countCall(caller: string, now = Date.now()): void {
  const capacity = perMinute * env().RATE_LIMIT_FACTOR;
  const perMillisecond = capacity / 60_000;
  const bucket = buckets.get(caller) ?? { tokens: capacity, filledAt: now };
  bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.filledAt) * perMillisecond);
  bucket.filledAt = now;
  if (buckets.size >= most && !buckets.has(caller)) forgetOldest();
  buckets.set(caller, bucket);
  if (bucket.tokens < 1) {
    const retryAfter = Math.ceil((1 - bucket.tokens) / perMillisecond / 1000);
    const limit = { policy: "api.call", remaining: 0, burst: capacity, window: 60 };
    throw new Refusal("rate_limited", `Too many requests. Try again in ${retryAfter} s.`, { retryAfter, limit });
  }
  bucket.tokens -= 1;
}

function forgetOldest(): void {
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}
