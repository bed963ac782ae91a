import type { Db } from "#db/client.ts";
import { company } from "#db/schema/index.ts";

const known = new WeakSet<Db>();

/** Whether a company was ever set up here. Once true it stays true, and is not asked again. */
export async function companyExists(db: Db): Promise<boolean> {
  if (known.has(db)) return true;
  const [found] = await db.select({ id: company.id }).from(company).limit(1);
  if (found) known.add(db);
  return found !== undefined;
}
