import { setTimeout as rest } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { company } from "#db/schema/index.ts";

const batch = 1_000;
/** After each batch the others get their turn (ms): the embedded database never lets go of the event loop by itself. */
const restFor = 5;

/**
 * Forgets changes that are older than so many days, from the beginning of each company's log on, never the newest and
 * none that search has not read yet. Whoever comes with an older cursor fetches afresh. Many short deletes: each holds
 * its rows for a moment only. Gives how many went.
 */
export async function pruneLog(db: Db, days: number): Promise<number> {
  let pruned = 0;
  for (const { id } of await db.select({ id: company.id }).from(company)) {
    for (let gone = batch; gone === batch; pruned += gone) {
      gone = await pruneBatch(db, id, days);
      await rest(restFor);
    }
  }
  return pruned;
}

async function pruneBatch(db: Db, companyId: string, days: number): Promise<number> {
  const rows = await rowsOf(
    db,
    sql`with oldest as (
        select pos, created_at < clock_timestamp() - make_interval(secs => ${days * 86_400}::double precision) as is_old
        from room_change where company_id = ${companyId} order by pos limit ${batch}
      ),
      bound as (
        select least(
          (select coalesce(min(pos) filter (where not is_old), max(pos) + 1) from oldest),
          (select head from company_log where company_id = ${companyId}),
          (select pos + 1 from search_progress where company_id = ${companyId})) as pos
      )
      delete from room_change r using bound where r.company_id = ${companyId} and r.pos < bound.pos returning r.pos`,
  );
  return rows.length;
}
