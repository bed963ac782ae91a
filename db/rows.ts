import { SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";

/** Runs a statement of our own and gives its rows. Column types are the driver's: bigint may come as text, times do. */
export async function rowsOf<Row>(db: Db, statement: SQL): Promise<Row[]> {
  const answer = await db.execute(statement);
  return (answer as unknown as { rows: Row[] }).rows;
}

/**
 * A statement whose text is all there, with $1, $2 … where its values go. Of one that is run all the time, Drizzle need
 * not put the same text together again.
 */
export function statement(text: string, params: unknown[]): SQL {
  return new WrittenOut(text, params);
}

class WrittenOut extends SQL {
  readonly #query: { sql: string; params: unknown[] };

  constructor(sql: string, params: unknown[]) {
    super([]);
    this.#query = { sql, params };
  }

  override toQuery() {
    return this.#query;
  }
}

/** What PostgreSQL leaves away of milliseconds and zone, by the length of its text. */
const endings: Record<number, string> = { 19: ".000Z", 21: "00Z", 22: "0Z", 23: "Z" };

/**
 * The ISO form of a time of ours (`moment`) that a statement gives as text, `at time zone 'UTC'`: a tenth of what a
 * Date on the way would take.
 */
export const isoOf = (text: string): string => `${text.slice(0, 10)}T${text.slice(11)}${endings[text.length]}`;
