import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { company } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { newId } from "#lib/ids.ts";
import { startConversation } from "#lib/support/start.ts";

/** Opens a conversation on the help page of somebody's company, as this customer or as a new one. */
export async function writeToSupport(
  db: Db,
  companyId: string,
  said: { known?: Viewer | null; name?: string; content?: string; subject?: string; address?: string } = {},
) {
  const [found] = await db.select({ slug: company.slug }).from(company).where(eq(company.id, companyId));
  const { known = null, name = "Denise Carter", content = "The meter shows E14.", address = newId(), ...rest } = said;
  const input = { companySlug: found?.slug ?? "", name, email: "denise@customer.example", content, ...rest };
  return startConversation(db, known, input, { address, userAgent: "test" });
}
