import { setTimeout as rest } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatRoom, company, searchProgress, searchSegment } from "#db/schema/index.ts";
import { requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { record } from "#lib/audit/record.ts";
import { ring } from "#lib/realtime/bus.ts";
import { holdSegments, removeSegments } from "#lib/search/segments.ts";

const pageSize = 50;
/** After each page the others get their turn (ms): the embedded database never lets go of the event loop by itself. */
const restFor = 5;

/**
 * Switches a company's search on, whereupon all its messages are indexed anew, or off: then no token is written any more
 * and those that are there are removed before this resolves. Throws `forbidden` for all but admins.
 */
export async function setSearch(db: Db, viewer: Viewer, enabled: boolean): Promise<void> {
  requireCompany(viewer, "company.settings");
  const { companyId } = viewer;
  await db.transaction(async (tx) => {
    await tx.update(company).set({ searchEnabled: enabled, updatedAt: sql`now()` }).where(eq(company.id, companyId));
    const action = enabled ? "search.enabled" : "search.disabled";
    await record(tx as unknown as Db, companyId, { actorId: viewer.userId, action });
    if (!enabled) await tx.delete(searchProgress).where(eq(searchProgress.companyId, companyId));
  });
  if (enabled) ring(companyId);
  else await removeTokens(db, companyId);
}

/**
 * In pages, so that nobody waits for long, and until there are none: an edit that is under way may put a new one in the
 * place of an old. Where search was switched on again meanwhile, what is there is to stay.
 */
async function removeTokens(db: Db, companyId: string): Promise<void> {
  for (;;) {
    const page = await db
      .select({ id: searchSegment.id, roomId: searchSegment.roomId })
      .from(searchSegment)
      .innerJoin(chatRoom, and(eq(chatRoom.id, searchSegment.roomId), eq(chatRoom.companyId, companyId)))
      .limit(pageSize);
    if (page.length === 0) return;
    const isOff = await db.transaction(async (transaction) => {
      const tx = transaction as unknown as Db;
      const off = and(eq(company.id, companyId), eq(company.searchEnabled, false));
      const [still] = await tx.select({ id: company.id }).from(company).where(off).for("share");
      if (!still) return false;
      await holdSegments(tx, new Set(page.map(({ roomId }) => roomId)));
      await removeSegments(tx, page);
      return true;
    });
    if (!isOff) return;
    await rest(restFor);
  }
}
