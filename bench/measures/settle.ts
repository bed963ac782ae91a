import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { until } from "../../e2e/harness/until.ts";
import { cpuMicroseconds } from "../machine/usage.ts";

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

/** What a server does when nobody sends, such as making search compact, begins within four seconds. */
const restAfter = 5_000;
const lookEvery = 500;
/** Of the processor, what it takes to keep streams and timers. */
const idleMost = 0.05;

/** Waits until a server is done with what it puts off for when nobody sends, so that it does not fall on the next measure. */
export async function untilAtRest(pid: number): Promise<void> {
  for (let rested = 0; rested < restAfter; ) {
    const before = cpuMicroseconds(pid);
    await pause(lookEvery);
    rested = cpuMicroseconds(pid) - before > idleMost * lookEvery * 1_000 ? 0 : rested + lookEvery;
  }
}
