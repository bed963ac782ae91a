import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytea, createdAt, moment, oneOf, primaryId, updatedAt } from "#db/schema/columns.ts";
import { company } from "#db/schema/companies.ts";
import { appUser } from "#db/schema/people.ts";
import { audiences } from "#lib/messages/events.ts";
import { memberRoles, notifyLevels, roomTypes } from "#lib/rooms/events.ts";

export const postingRules = ["everyone", "admins"] as const;
export const enrolments = ["everyone", "open"] as const;

/** `directKey` is the sorted pair of a direct room's people: unique, so that two who open one at once get the same. */
export const chatRoom = pgTable(
  "chat_room",
  {
    id: primaryId(),
    name: text("name"),
    type: text("type", { enum: roomTypes }).notNull(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => company.id, { onDelete: "cascade" }),
    isActive: boolean("is_active").notNull().default(true),
    posting: text("posting", { enum: postingRules }).notNull().default("everyone"),
    enrolment: text("enrolment", { enum: enrolments }),
    topicEncrypted: bytea("topic_encrypted"),
    topicRevision: integer("topic_revision").notNull().default(0),
    extraMetadata: jsonb("extra_metadata").notNull().default({}),
    lastSeq: bigint("last_seq", { mode: "number" }).notNull().default(0),
    messageCount: bigint("message_count", { mode: "number" }).notNull().default(0),
    directKey: text("direct_key").unique(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    oneOf("chat_room_type", table.type, roomTypes),
    oneOf("chat_room_posting", table.posting, postingRules),
    oneOf("chat_room_enrolment", table.enrolment, enrolments),
    index("chat_room_company").on(table.companyId, table.type),
  ],
);

/** Leaving keeps the row, inactive: `leftSeq` is the number of the change that ended the membership. */
export const chatMember = pgTable(
  "chat_member",
  {
    id: primaryId(),
    roomId: uuid("room_id")
      .notNull()
      .references(() => chatRoom.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => appUser.id, { onDelete: "cascade" }),
    role: text("role", { enum: memberRoles }).notNull(),
    lastReadAt: moment("last_read_at"),
    isActive: boolean("is_active").notNull().default(true),
    lastReadSeq: bigint("last_read_seq", { mode: "number" }).notNull().default(0),
    lastReadOrdinal: bigint("last_read_ordinal", { mode: "number" }).notNull().default(0),
    joinedSeq: bigint("joined_seq", { mode: "number" }).notNull(),
    leftSeq: bigint("left_seq", { mode: "number" }),
    notify: text("notify", { enum: notifyLevels }).notNull().default("all"),
    mutedUntil: moment("muted_until"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("chat_member_room_user").on(table.roomId, table.userId),
    index("chat_member_user").on(table.userId, table.isActive),
    oneOf("chat_member_role", table.role, memberRoles),
    oneOf("chat_member_notify", table.notify, notifyLevels),
  ],
);

/** A room's data key, wrapped by a master key. Rows are only ever added, but when a room is shredded. */
export const roomKey = pgTable(
  "room_key",
  {
    roomId: uuid("room_id")
      .notNull()
      .references(() => chatRoom.id, { onDelete: "cascade" }),
    audience: text("audience", { enum: audiences }).notNull(),
    version: integer("version").notNull(),
    masterKeyId: text("master_key_id").notNull(),
    wrappedKey: bytea("wrapped_key").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.audience, table.version] }),
    oneOf("room_key_audience", table.audience, audiences),
  ],
);
