import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { company, companyLog, searchProgress } from "#db/schema/index.ts";

/** How far a company is indexed: its log up to `pos`, and its older history down to `historyBefore` (null: all of it). */
export type Progress = { pos: number; historyBefore: string | null };

/** Above every id: nothing of the history has been walked yet. */
const top = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** A company's progress, which begins at the head of its log. Null where search is off. */
export async function readProgress(db: Db, companyId: string): Promise<Progress | null> {
  const [found] = await db
    .select({
      isOn: company.searchEnabled,
      head: companyLog.head,
      pos: searchProgress.pos,
      historyBefore: searchProgress.historyBefore,
    })
    .from(company)
    .innerJoin(companyLog, eq(companyLog.companyId, company.id))
    .leftJoin(searchProgress, eq(searchProgress.companyId, company.id))
    .where(eq(company.id, companyId));
  if (!found?.isOn) return null;
  if (found.pos !== null) return { pos: found.pos, historyBefore: found.historyBefore };
  const first = { pos: found.head, historyBefore: top };
  await db
    .insert(searchProgress)
    .values({ companyId, ...first })
    .onConflictDoNothing();
  return first;
}

export const isUnwalked = ({ historyBefore }: Progress): boolean => historyBefore === top;

/** The log no longer holds what comes next (it was pruned meanwhile): what it told of must be found by walking the history. */
export const withHistory = (progress: Progress): Progress => ({ ...progress, historyBefore: top });
