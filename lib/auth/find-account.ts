import { and, eq, isNotNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser } from "#db/schema/index.ts";

/** The account that signs in with the mailbox behind an address. Customers of the help page have none, whatever address they gave. */
export async function findAccount(db: Db, emailKey: string): Promise<typeof appUser.$inferSelect | undefined> {
  const [account] = await db
    .select()
    .from(appUser)
    .where(and(eq(appUser.emailKey, emailKey), isNotNull(appUser.passwordHash)));
  return account;
}
