import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { until } from "../../e2e/harness/until.ts";

/** Waits until search has all that was sent, so that its work does not fall on the next measure. Gives the seconds. */
export async function untilIndexed(db: Db, companyId: string): Promise<number> {
  const isBehind = async () =>
    (
      await rowsOf(
        db,
        sql`select 1 from company_log l left join search_progress p using (company_id) where l.company_id = ${companyId}
          and (p.pos is null or p.pos < l.head or p.history_before is not null)`,
      )
    ).length > 0;
  return (await until(async () => !(await isBehind()), "everything is searchable", 120_000)) / 1000;
}
