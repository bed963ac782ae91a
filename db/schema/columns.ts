import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, check, customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** Sealed bytes. The drivers give `Uint8Array` or `Buffer`; the application sees `Buffer` alone. */
export const bytea = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (value) => value,
  fromDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

/** A time by the database's clock, to the millisecond, so that it survives the way through JSON unchanged. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const now = sql`clock_timestamp()`;

export const primaryId = () => uuid("id").primaryKey();

export const createdAt = () => moment("created_at").notNull().default(now);
export const updatedAt = () => moment("updated_at").notNull().default(now);

/** Holds a text column to a list of values. Text and a CHECK, because an enum's new value is unusable in the transaction that adds it. */
export function oneOf(name: string, column: AnyPgColumn, values: readonly string[]) {
  const list: SQL[] = values.map((value) => sql.raw(`'${value}'`));
  return check(name, sql`${column} in (${sql.join(list, sql.raw(", "))})`);
}
