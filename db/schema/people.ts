import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, createdAt, moment, oneOf, primaryId, updatedAt } from "#db/schema/columns.ts";
import { company } from "#db/schema/companies.ts";
import { companyRoles } from "#lib/rooms/events.ts";

/**
 * `email` is what the person typed, in lower case; `emailKey` is the mailbox behind it (no `+tag`), unique among those
 * who can sign in. A customer of the help page has no password and an address that nobody checked: it opens nothing.
 */
export const appUser = pgTable(
  "app_user",
  {
    id: primaryId(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => company.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    emailKey: text("email_key").notNull(),
    name: text("name").notNull(),
    initials: text("initials"),
    timeZone: text("time_zone"),
    role: text("role", { enum: companyRoles }).notNull(),
    passwordHash: text("password_hash"),
    isActive: boolean("is_active").notNull().default(true),
    lastSeenAt: moment("last_seen_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("app_user_email_key").on(table.emailKey).where(sql`${table.passwordHash} is not null`),
    oneOf("app_user_role", table.role, companyRoles),
    index("app_user_company").on(table.companyId, table.name),
  ],
);

export const userSession = pgTable(
  "user_session",
  {
    id: primaryId(),
    userId: uuid("user_id")
      .notNull()
      .references(() => appUser.id, { onDelete: "cascade" }),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
    lastSeenAt: moment("last_seen_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
  },
  (table) => [index("user_session_user").on(table.userId)],
);

/** The token itself is shown once and kept only as its SHA-256. */
export const invite = pgTable(
  "invite",
  {
    id: primaryId(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => company.id, { onDelete: "cascade" }),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => appUser.id, { onDelete: "cascade" }),
    role: text("role", { enum: companyRoles }).notNull(),
    email: text("email"),
    roomIds: uuid("room_ids").array().notNull(),
    tokenHash: bytea("token_hash").notNull().unique(),
    maxUses: integer("max_uses").notNull(),
    uses: integer("uses").notNull().default(0),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
    createdAt: createdAt(),
  },
  (table) => [oneOf("invite_role", table.role, companyRoles), index("invite_company").on(table.companyId)],
);
