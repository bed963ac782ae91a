import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, oneOf, primaryId } from "#db/schema/columns.ts";
import { company } from "#db/schema/companies.ts";
import { type AuditData, auditActions } from "#lib/audit/events.ts";

/** What was done to a company's people, rooms and settings. Rows are only ever added; they outlive whom they tell of. */
export const auditEvent = pgTable(
  "audit_event",
  {
    id: primaryId(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => company.id, { onDelete: "cascade" }),
    actorId: uuid("actor_id"),
    action: text("action", { enum: auditActions }).notNull(),
    /** The person, room or invite that it was done to. */
    subjectId: uuid("subject_id"),
    data: jsonb("data").$type<AuditData>().notNull().default({}),
    createdAt: createdAt(),
  },
  (table) => [
    index("audit_event_company").on(table.companyId, table.id),
    oneOf("audit_event_action", table.action, auditActions),
  ],
);
