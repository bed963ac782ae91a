import { bigint, index, integer, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { bytea, createdAt, moment, oneOf, primaryId } from "#db/schema/columns.ts";
import { chatMessage } from "#db/schema/messages.ts";
import { appUser } from "#db/schema/people.ts";
import { chatRoom } from "#db/schema/rooms.ts";
import { audiences } from "#lib/messages/events.ts";

/**
 * A file of a room. Its bytes lie sealed in chunks outside the database, under its id; its own key, wrapped by the room's
 * key, lies here. `messageId` is null from the upload until the message that carries it is sent.
 */
export const chatFile = pgTable(
  "chat_file",
  {
    id: primaryId(),
    roomId: uuid("room_id")
      .notNull()
      .references(() => chatRoom.id, { onDelete: "cascade" }),
    uploaderId: uuid("uploader_id").references(() => appUser.id, { onDelete: "set null" }),
    messageId: uuid("message_id").references(() => chatMessage.id, { onDelete: "cascade" }),
    position: smallint("position").notNull().default(0),
    audience: text("audience", { enum: audiences }).notNull().default("everyone"),
    nameEncrypted: bytea("name_encrypted").notNull(),
    keyEncrypted: bytea("key_encrypted").notNull(),
    mediaType: text("media_type").notNull(),
    size: bigint("size", { mode: "number" }).notNull(),
    width: integer("width"),
    height: integer("height"),
    thumbSize: integer("thumb_size"),
    createdAt: createdAt(),
  },
  (table) => [
    index("chat_file_message").on(table.messageId),
    index("chat_file_room").on(table.roomId, table.createdAt),
    oneOf("chat_file_audience", table.audience, audiences),
  ],
);

/** Files whose rows are gone and whose bytes are still to be removed: written in the transaction that removes the row. */
export const fileRemoval = pgTable("file_removal", {
  fileId: uuid("file_id").primaryKey(),
  createdAt: moment("created_at").notNull().defaultNow(),
});
