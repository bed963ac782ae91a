import { setTimeout as rest } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { tidyTables } from "#db/embedded/tidy.ts";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { pruneRateLimits } from "#lib/rate-limits/prune.ts";
import { pruneLog } from "#lib/realtime/prune.ts";

const firstAfter = 60_000;
const every = 3_600_000;
const tidiedEvery = 300_000;
/** Between two tables, everybody else has their turn (ms). */
const tidyRest = 100;

/** Forgets, a minute after the start and then every hour, what is too old to be kept. An embedded database is tidied, too. */
export function keepHouse(db: Db): void {
  const prune = async () => {
    try {
      await pruneRateLimits(db);
      await pruneLog(db, env().LOG_DAYS);
    } catch (error) {
      log.error("Pruning failed; it is tried again in an hour", error);
    }
  };
  const tidy = () =>
    tidyTables(db, () => rest(tidyRest)).catch((error) =>
      log.error("Tidying the embedded database failed; it is tried again in five minutes", error),
    );
  setTimeout(prune, firstAfter).unref();
  setInterval(prune, every).unref();
  if (env().DATABASE_URL) return;
  setTimeout(tidy, firstAfter).unref();
  setInterval(tidy, tidiedEvery).unref();
}
