import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { arrayOf } from "#db/array-of.ts";
import { unseen } from "#db/unseen.ts";

/**
 * That a column holds one of these ids. The text of the statement and its plan are the same however many they are, so
 * that it stays prepared; `inArray` has a text for every number.
 */
export const oneOf = (column: AnyPgColumn, ids: readonly string[]): SQL =>
  sql`${column} = any(${unseen(arrayOf(ids), "uuid[]")}::uuid[])`;
