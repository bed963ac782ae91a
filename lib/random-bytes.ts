import { randomBytes as fetchBytes } from "node:crypto";

const poolSize = 4096;
let pool = Buffer.alloc(0);

/**
 * A few random bytes (at most 4,096), fit for keys and nonces. Asking the system costs as much for thousands as for a
 * few, so they are fetched by the thousand; each is handed out once.
 */
export function randomBytes(count: number): Buffer {
  if (pool.length < count) pool = fetchBytes(poolSize);
  const bytes = pool.subarray(0, count);
  pool = pool.subarray(count);
  return bytes;
}
