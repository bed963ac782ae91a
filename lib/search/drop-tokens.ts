import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { messageSearch } from "#db/schema/index.ts";

/**
 * Takes away what a message could be found by, in the transaction that edits or deletes it and after its row was
 * written: whoever was just indexing the old text held that row, and is done by now.
 */
export async function dropTokens(tx: Db, messageId: string): Promise<void> {
  await tx.delete(messageSearch).where(eq(messageSearch.messageId, messageId));
}
