import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, createdAt, moment, primaryId } from "#db/schema/columns.ts";
import { appUser } from "#db/schema/people.ts";

/** A personal token for programs. Shown once; kept as its SHA-256. */
export const personalToken = pgTable(
  "personal_token",
  {
    id: primaryId(),
    userId: uuid("user_id")
      .notNull()
      .references(() => appUser.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    tokenHash: bytea("token_hash").notNull().unique(),
    lastUsedAt: moment("last_used_at"),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
    createdAt: createdAt(),
  },
  (table) => [index("personal_token_user").on(table.userId)],
);
