import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, createdAt, moment, oneOf, updatedAt } from "#db/schema/columns.ts";
import { company } from "#db/schema/companies.ts";
import { appUser } from "#db/schema/people.ts";
import { chatRoom } from "#db/schema/rooms.ts";
import { casePriorities, caseStatuses } from "#lib/support/events.ts";

/** What a support room is about and how far it has come. The subject is sealed under the room's key. */
export const supportCase = pgTable(
  "support_case",
  {
    roomId: uuid("room_id")
      .primaryKey()
      .references(() => chatRoom.id, { onDelete: "cascade" }),
    companyId: uuid("company_id")
      .notNull()
      .references(() => company.id, { onDelete: "cascade" }),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => appUser.id, { onDelete: "cascade" }),
    subjectEncrypted: bytea("subject_encrypted"),
    status: text("status", { enum: caseStatuses }).notNull().default("open"),
    priority: text("priority", { enum: casePriorities }).notNull().default("normal"),
    assigneeId: uuid("assignee_id").references(() => appUser.id, { onDelete: "set null" }),
    tags: text("tags").array().notNull().default([]),
    revision: integer("revision").notNull().default(0),
    snoozedUntil: moment("snoozed_until"),
    firstReplyDueAt: moment("first_reply_due_at"),
    nextReplyDueAt: moment("next_reply_due_at"),
    lastMessageAt: moment("last_message_at"),
    solvedAt: moment("solved_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("support_case_queue").on(table.companyId, table.status, table.lastMessageAt),
    index("support_case_customer").on(table.customerId),
    oneOf("support_case_status", table.status, caseStatuses),
    oneOf("support_case_priority", table.priority, casePriorities),
  ],
);
