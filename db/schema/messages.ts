import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, createdAt, moment, oneOf, primaryId, updatedAt } from "#db/schema/columns.ts";
import { appUser } from "#db/schema/people.ts";
import { chatRoom } from "#db/schema/rooms.ts";
import { audiences, type MessageMetadata, messageTypes } from "#lib/messages/events.ts";

/**
 * `ordinal` numbers the non-system messages of a room (null for system lines); unread is counted with it.
 * `bodyDigest` is a keyed digest of what was sent, to tell a repeated send from a reused client id.
 */
export const chatMessage = pgTable(
  "chat_message",
  {
    id: primaryId(),
    roomId: uuid("room_id")
      .notNull()
      .references(() => chatRoom.id, { onDelete: "cascade" }),
    senderId: uuid("sender_id").references(() => appUser.id, { onDelete: "set null" }),
    messageType: text("message_type", { enum: messageTypes }).notNull(),
    contentEncrypted: bytea("content_encrypted"),
    extraMetadata: jsonb("extra_metadata").$type<MessageMetadata>().notNull().default({}),
    isDeleted: boolean("is_deleted").notNull().default(false),
    deletedAt: moment("deleted_at"),
    seq: bigint("seq", { mode: "number" }).notNull(),
    ordinal: bigint("ordinal", { mode: "number" }),
    clientId: text("client_id"),
    bodyDigest: bytea("body_digest"),
    replyToId: uuid("reply_to_id"),
    audience: text("audience", { enum: audiences }).notNull().default("everyone"),
    revision: integer("revision").notNull().default(0),
    editedAt: moment("edited_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("chat_message_room_seq").on(table.roomId, table.seq),
    unique("chat_message_client").on(table.roomId, table.senderId, table.clientId),
    uniqueIndex("chat_message_ordinal").on(table.roomId, table.ordinal).where(sql`${table.ordinal} is not null`),
    index("chat_message_sender")
      .on(table.roomId, table.senderId, table.ordinal)
      .where(sql`${table.ordinal} is not null`),
    index("chat_message_deleted").on(table.roomId, table.ordinal).where(sql`${table.isDeleted}`),
    index("chat_message_staff").on(table.roomId, table.ordinal).where(sql`${table.audience} = 'staff'`),
    index("chat_message_reply_to").on(table.replyToId).where(sql`${table.replyToId} is not null`),
    foreignKey({ name: "chat_message_reply", columns: [table.replyToId], foreignColumns: [table.id] }).onDelete(
      "set null",
    ),
    oneOf("chat_message_type", table.messageType, messageTypes),
    oneOf("chat_message_audience", table.audience, audiences),
  ],
);

/** What a message said before an edit, sealed like the message itself. */
export const messageRevision = pgTable(
  "message_revision",
  {
    id: primaryId(),
    messageId: uuid("message_id")
      .notNull()
      .references(() => chatMessage.id, { onDelete: "cascade" }),
    revision: integer("revision").notNull(),
    contentEncrypted: bytea("content_encrypted").notNull(),
    createdAt: createdAt(),
  },
  (table) => [unique("message_revision_number").on(table.messageId, table.revision)],
);

/**
 * Whom a message calls; null for the whole room, but for its sender. `ordinal` and `senderId` are the message's own: unread
 * mentions are counted without looking at it.
 */
export const messageMention = pgTable(
  "message_mention",
  {
    messageId: uuid("message_id")
      .notNull()
      .references(() => chatMessage.id, { onDelete: "cascade" }),
    userId: uuid("user_id").references(() => appUser.id, { onDelete: "cascade" }),
    roomId: uuid("room_id").notNull(),
    senderId: uuid("sender_id"),
    ordinal: bigint("ordinal", { mode: "number" }).notNull(),
  },
  (table) => [
    unique("message_mention_once").on(table.messageId, table.userId).nullsNotDistinct(),
    index("message_mention_unread").on(table.userId, table.roomId, table.ordinal),
  ],
);

export const messageReaction = pgTable(
  "message_reaction",
  {
    id: primaryId(),
    messageId: uuid("message_id")
      .notNull()
      .references(() => chatMessage.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => appUser.id, { onDelete: "cascade" }),
    reaction: text("reaction").notNull(),
    createdAt: createdAt(),
  },
  (table) => [unique("message_reaction_once").on(table.messageId, table.userId, table.reaction)],
);
