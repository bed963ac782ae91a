import { eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { searchProgress } from "#db/schema/index.ts";

/** How far a company is indexed: its log up to `pos`, and its older history down to `historyBefore` (null: all of it). */
export type Progress = { pos: number; historyBefore: string | null };

/** Above every id: nothing of the history has been walked yet. */
const top = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * Takes hold of a company's progress until the transaction ends. Null where search is off, or another process is at it.
 * The company's row is held too, so that search cannot be switched off between this look and what is written after it.
 */
export async function holdProgress(tx: Db, companyId: string): Promise<Progress | null> {
  const enabled = await rowsOf(
    tx,
    sql`select from company where id = ${companyId} and search_enabled for share skip locked`,
  );
  if (enabled.length === 0) return null;
  await tx.execute(sql`
    insert into search_progress (company_id, pos, history_before)
    select company_id, head, ${top}::uuid from company_log where company_id = ${companyId}
    on conflict (company_id) do nothing`);
  const [held] = await tx
    .select({ pos: searchProgress.pos, historyBefore: searchProgress.historyBefore })
    .from(searchProgress)
    .where(eq(searchProgress.companyId, companyId))
    .for("update", { skipLocked: true });
  return held ?? null;
}

export async function moveProgress(tx: Db, companyId: string, progress: Progress): Promise<void> {
  await tx.update(searchProgress).set(progress).where(eq(searchProgress.companyId, companyId));
}

/** The log no longer holds what comes next (it was pruned meanwhile): what it told of must be found by walking the history. */
export const withHistory = (progress: Progress): Progress => ({ ...progress, historyBefore: top });
