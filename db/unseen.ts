import { type SQL, sql } from "drizzle-orm";

/**
 * An id, or a list of ids as PostgreSQL writes it, as a value that the planner does not look at. With one that it sees,
 * it guesses how many rows it stands for, often finds that a plan for this one is cheaper than for any, and plans at
 * every call, which takes it several times as long as the rows themselves.
 */
export const unseen = (value: string, type: "uuid" | "uuid[]" = "uuid"): SQL =>
  sql`(select ${value}::${sql.raw(type)})`;
