import type { SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";

/** Runs a statement of our own and gives its rows. Column types are the driver's: bigint may come as text, times do. */
export async function rowsOf<Row>(db: Db, statement: SQL): Promise<Row[]> {
  const answer = await db.execute(statement);
  return (answer as unknown as { rows: Row[] }).rows;
}
