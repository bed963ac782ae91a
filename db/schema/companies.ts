import { bigint, boolean, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, primaryId, updatedAt } from "#db/schema/columns.ts";

export const company = pgTable("company", {
  id: primaryId(),
  name: text("name").notNull(),
  slug: text("slug").notNull().unique(),
  searchEnabled: boolean("search_enabled").notNull().default(true),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** The head of a company's log. Its row is the last thing a logged write locks, so that positions become visible in order. */
export const companyLog = pgTable("company_log", {
  companyId: uuid("company_id")
    .primaryKey()
    .references(() => company.id, { onDelete: "cascade" }),
  head: bigint("head", { mode: "number" }).notNull().default(0),
});
