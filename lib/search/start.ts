import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { log } from "#lib/log.ts";
import { listen } from "#lib/realtime/bus.ts";
import { compactRoom, crowdedRooms } from "#lib/search/compact.ts";
import { indexBatch } from "#lib/search/indexer.ts";
import { Pace } from "#lib/search/pace.ts";

/** What is sent at about the same time is indexed together (ms): many messages cost little more than one. */
const gatherFor = 1_000;
/** So soon what was sent after a silence, and how long that is. */
const soon = 150;
const silence = 800;
/** After so long a silence (ms) the segments of rooms are made fewer. */
const restful = 2_000;
/** A lost ring, and what another process left undone, waits for this at most. */
const sweepEvery = 2_000;

/**
 * Keeps the index of every company up to date: some moments after each ring of the bell, and every two seconds for what
 * no ring told of. One company and batch at a time, at a pace that gives way to everything else; when nobody sends any
 * more, what was written is made compact. Gives what stops it, which waits for the batch under way.
 */
export function startIndexing(db: Db): () => Promise<void> {
  const waiting = new Set<string>();
  const written = new Set<string>();
  const pace = new Pace();
  let working: Promise<void> | null = null;
  let isOver = false;
  let lastAt = 0;
  let rungAt = 0;

  async function work(): Promise<void> {
    await pause(performance.now() - lastAt > silence ? soon : gatherFor);
    for (const companyId of waiting) {
      if (isOver) return;
      waiting.delete(companyId);
      const began = performance.now();
      const count = await indexBatch(db, companyId, pace.size);
      if (count > 0) waiting.add(companyId);
      written.add(companyId);
      pace.note(count, performance.now() - began, rungAt > began);
      lastAt = performance.now();
      if (waiting.size > 0 && !isOver) await pause(pace.rest);
    }
  }

  const isRestful = () => !isOver && waiting.size === 0 && performance.now() - rungAt > restful;

  async function compact(): Promise<void> {
    for (const companyId of written) {
      written.delete(companyId);
      for (const roomId of await crowdedRooms(db, companyId)) {
        if (!isRestful()) return void written.add(companyId);
        const began = performance.now();
        await compactRoom(db, companyId, roomId);
        await pause(performance.now() - began);
      }
    }
  }

  function wake(): void {
    if (isOver) return;
    working ??= (waiting.size > 0 ? work() : compact())
      .catch((error) => log.error("Indexing for search failed; it is tried again", error))
      .finally(() => {
        working = null;
        if (waiting.size > 0) wake();
      });
  }

  const sweep = async () => {
    for (const companyId of await companiesBehind(db)) waiting.add(companyId);
    if (waiting.size > 0 || (written.size > 0 && isRestful())) wake();
  };
  const stopListening = listen({
    onRing: (companyId) => {
      rungAt = performance.now();
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
