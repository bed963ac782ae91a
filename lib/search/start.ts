import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { log } from "#lib/log.ts";
import { listen } from "#lib/realtime/bus.ts";
import { indexBatch } from "#lib/search/indexer.ts";

/** What is sent at about the same time is indexed together. */
const gatherFor = 150;
/** A lost ring, and what another process left undone, waits for this at most. */
const sweepEvery = 2_000;

/**
 * Keeps the index of every company up to date: some moments after each ring of the bell, and every two seconds for what
 * no ring told of. One company and batch at a time, giving way to everything else in between. Gives what stops it, which
 * waits for the batch under way.
 */
export function startIndexing(db: Db): () => Promise<void> {
  const waiting = new Set<string>();
  let working: Promise<void> | null = null;
  let isOver = false;

  async function work(): Promise<void> {
    await pause(gatherFor);
    for (const companyId of waiting) {
      if (isOver) return;
      waiting.delete(companyId);
      if (await indexBatch(db, companyId)) waiting.add(companyId);
      await pause(0);
    }
  }

  function wake(): void {
    if (isOver) return;
    working ??= work()
      .catch((error) => log.error("Indexing for search failed; it is tried again", error))
      .finally(() => {
        working = null;
        if (waiting.size > 0) wake();
      });
  }

  const sweep = async () => {
    for (const companyId of await companiesBehind(db)) waiting.add(companyId);
    if (waiting.size > 0) wake();
  };
  const stopListening = listen({
    onRing: (companyId) => {
      waiting.add(companyId);
      wake();
    },
  });
  const timer = setInterval(() => void sweep().catch(() => {}), sweepEvery).unref();
  return async () => {
    isOver = true;
    stopListening();
    clearInterval(timer);
    await working;
  };
}

/** The companies with search whose log or history is not indexed to its end. */
async function companiesBehind(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`select c.id from company c join company_log l on l.company_id = c.id
      left join search_progress p on p.company_id = c.id
      where c.search_enabled and (p.pos is null or p.pos < l.head or p.history_before is not null)`,
  );
  return rows.map(({ id }) => id);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
