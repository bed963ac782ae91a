import type { Db } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { pruneRateLimits } from "#lib/rate-limits/prune.ts";
import { pruneLog } from "#lib/realtime/prune.ts";

const firstAfter = 60_000;
const every = 3_600_000;

/** Forgets, a minute after the start and then every hour, what is too old to be kept. */
export function keepHouse(db: Db): void {
  const prune = async () => {
    try {
      await pruneRateLimits(db);
      await pruneLog(db, env().LOG_DAYS);
    } catch (error) {
      log.error("Pruning failed; it is tried again in an hour", error);
    }
  };
  setTimeout(prune, firstAfter).unref();
  setInterval(prune, every).unref();
}
