import { doublePrecision, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment, primaryId } from "#db/schema/columns.ts";
import { company } from "#db/schema/companies.ts";

/**
 * The limiter's own state, as the generic cell rate algorithm keeps it (ITU-T I.371): the moment, in seconds since 1970,
 * at which a bucket is full again. `span` is how many seconds an empty one takes to fill.
 */
export const rateLimitBucket = pgTable("rate_limit_bucket", {
  key: text("key").primaryKey(),
  fullAt: doublePrecision("full_at").notNull(),
  span: doublePrecision("span").notNull(),
});

/** For people to read: one row a user (or address, as an HMAC), room, event and minute. It outlives users and rooms. */
export const rateLimitLog = pgTable(
  "rate_limit_log",
  {
    id: primaryId(),
    companyId: uuid("company_id").references(() => company.id, { onDelete: "cascade" }),
    userId: uuid("user_id"),
    roomId: uuid("room_id"),
    eventType: text("event_type").notNull(),
    subject: text("subject"),
    timestamp: moment("timestamp").notNull(),
    count: integer("count").notNull(),
    refused: integer("refused").notNull(),
  },
  (table) => [
    unique("rate_limit_log_minute")
      .on(table.userId, table.roomId, table.eventType, table.subject, table.timestamp)
      .nullsNotDistinct(),
    index("rate_limit_log_company").on(table.companyId, table.timestamp),
  ],
);
