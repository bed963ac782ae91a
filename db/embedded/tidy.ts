import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";

/**
 * Vacuums and analyses the tables of which much has changed, by PostgreSQL's own measure of that (its manual, "The
 * Autovacuum Daemon"). An embedded database has nobody who does: without, dead rows stay, and the planner knows nothing
 * of what it plans for. Everybody waits meanwhile, so `rest` is called after each step. Gives the names of the tables.
 */
export async function tidyTables(db: Db, rest: () => Promise<void>): Promise<string[]> {
  const changed = await rowsOf<{ name: string }>(
    db,
    sql`select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
      where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup
        or n_ins_since_vacuum > 1000 + 0.2 * n_live_tup`,
  );
  for (const { name } of changed) {
    await db.execute(sql.raw(`vacuum ${name}`));
    await rest();
    await db.execute(sql.raw(`analyze ${name}`));
    await rest();
  }
  return changed.map(({ name }) => name);
}
