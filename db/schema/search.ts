import { bigint, customType, index, pgTable, uuid } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";
import { company } from "#db/schema/companies.ts";
import { chatMessage } from "#db/schema/messages.ts";

const tokens = customType<{ data: bigint[]; driverData: string }>({
  dataType: () => "bigint[]",
  toDriver: (values) => `{${values.join(",")}}`,
});

/**
 * What a message can be found by: keyed tokens, comparable within its room alone. No list of pending entries (`fastupdate`):
 * every look-up would read it to its end, and nothing on PGlite ever empties it.
 */
export const messageSearch = pgTable(
  "message_search",
  {
    messageId: uuid("message_id")
      .primaryKey()
      .references(() => chatMessage.id, { onDelete: "cascade" }),
    companyId: uuid("company_id")
      .notNull()
      .references(() => company.id, { onDelete: "cascade" }),
    roomId: uuid("room_id").notNull(),
    createdAt: moment("created_at").notNull(),
    tokens: tokens("tokens").notNull(),
  },
  (table) => [
    index("message_search_tokens").using("gin", table.tokens).with({ fastupdate: false }),
    index("message_search_newest").on(table.companyId, table.createdAt, table.messageId),
  ],
);

/**
 * How far a company's log has been indexed for search, and down to which message its older history (null: all of it).
 * Moves in the transaction that writes the tokens.
 */
export const searchProgress = pgTable("search_progress", {
  companyId: uuid("company_id")
    .primaryKey()
    .references(() => company.id, { onDelete: "cascade" }),
  pos: bigint("pos", { mode: "number" }).notNull().default(0),
  historyBefore: uuid("history_before"),
});
