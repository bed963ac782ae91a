import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { company } from "#db/schema/index.ts";

/**
 * Holds who belongs to a company, and as what, until the transaction ends, so that nobody who joins and no room that
 * enrols everyone are made past each other. To be locked before any room; who only writes messages does not wait for it.
 */
export async function lockPeople(tx: Db, companyId: string): Promise<void> {
  await tx.select({ id: company.id }).from(company).where(eq(company.id, companyId)).for("no key update");
}
