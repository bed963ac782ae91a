import { hash, verify } from "@node-rs/argon2";
import { Refusal } from "#lib/errors.ts";

/** OWASP's first recommendation for argon2id (its `algorithm` number is 2): 19 MiB, two passes, one lane. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** What `newPassword` in `inputs.ts` lets through, in code units. */
const longest = 400;

/** A hash of nothing anybody knows: an unknown account is checked against it and so takes as long as a known one. */
export const dummyHash =
  "$argon2id$v=19$m=19456,t=2,p=1$RsoKyllq+mt7p8UaoiRKIA$pVwy+eAsm5HaE9e5KLaieEJMGr4sVBVizK5pLO3YhRU";

/** Hashes a new password with argon2id. Throws `unavailable` when too many wait already. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, cost));
}

/**
 * Tells whether a password is the one behind the hash. Without a hash (no such account) it does the same work and says no.
 * A password longer than any that was ever taken is refused without that work. Throws `unavailable` when too many wait already.
 */
export async function verifyPassword(known: string | null, password: string): Promise<boolean> {
  if (password.length > longest) return false;
  const isRight = await inTurn(() => verify(known ?? dummyHash, password));
  return isRight && known !== null;
}

/** Hashing takes whole cores and shares Node's few worker threads with the disk, so only two run at once. */
const atOnce = 2;
const mostWaiting = 200;
const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) {
    throw new Refusal("unavailable", "Too many people are signing in just now. Try again in a few seconds.", {
      retryAfter: 5,
    });
  }
  if (running >= atOnce) await new Promise<void>((resume) => waiting.push(resume));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
