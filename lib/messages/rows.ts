import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { appUser, chatMessage } from "#db/schema/index.ts";
import type { SealedFileView } from "#lib/files/view.ts";
import type { ReactionView } from "#lib/messages/events.ts";

const source = alias(chatMessage, "source");
const sourceSender = alias(appUser, "source_sender");

/**
 * The reactions of a message, in the order of their code points: an order that a client can keep from the changes
 * alone. `userIds` in the order in which they reacted.
 */
const reactions = sql<ReactionView[]>`(
  select coalesce(json_agg(json_build_object('reaction', r.reaction, 'count', cardinality(r.users), 'userIds', r.users) order by r.reaction collate "C"), '[]'::json)
  from (
    select reaction, array_agg(user_id order by id) as users
    from message_reaction where message_id = ${chatMessage.id} group by reaction
  ) r
)`;

/** The files of a message, sealed as they are, in the order in which they were attached. */
const filesOf = (message: typeof chatMessage | typeof source) => sql<SealedFileView[]>`
  case when ${message.messageType} in ('image', 'file') then (
    select coalesce(json_agg(json_build_object('id', f.id, 'nameEncrypted', encode(f.name_encrypted, 'hex'), 'mediaType', f.media_type,
      'size', f.size, 'width', f.width, 'height', f.height) order by f.position), '[]'::json)
    from chat_file f where f.message_id = ${message.id}
  ) else '[]'::json end`;

const quoted = {
  id: source.id,
  seq: source.seq,
  senderId: source.senderId,
  contentEncrypted: source.contentEncrypted,
  audience: source.audience,
  revision: source.revision,
  isDeleted: source.isDeleted,
  files: filesOf(source),
};

const columns = {
  id: chatMessage.id,
  roomId: chatMessage.roomId,
  seq: chatMessage.seq,
  clientId: chatMessage.clientId,
  messageType: chatMessage.messageType,
  senderId: chatMessage.senderId,
  contentEncrypted: chatMessage.contentEncrypted,
  extraMetadata: chatMessage.extraMetadata,
  audience: chatMessage.audience,
  revision: chatMessage.revision,
  isDeleted: chatMessage.isDeleted,
  deletedAt: chatMessage.deletedAt,
  createdAt: chatMessage.createdAt,
  updatedAt: chatMessage.updatedAt,
  editedAt: chatMessage.editedAt,
  files: filesOf(chatMessage),
};

/** A message with all that its view needs: its sender's name, the message it answers, its files, its reactions. */
export type MessageRow = Awaited<ReturnType<typeof messageRows>>[number];

/** Reads messages with all that their views need, in one statement, sealed as they are. */
export function messageRows(db: Db, where: SQL | undefined, order: SQL = asc(chatMessage.seq), limit = 10_000) {
  return db
    .select({ message: columns, senderName: appUser.name, quoted, quotedName: sourceSender.name, reactions })
    .from(chatMessage)
    .leftJoin(appUser, eq(appUser.id, chatMessage.senderId))
    .leftJoin(source, and(eq(source.id, chatMessage.replyToId), eq(source.roomId, chatMessage.roomId)))
    .leftJoin(sourceSender, eq(sourceSender.id, source.senderId))
    .where(where)
    .orderBy(order)
    .limit(limit);
}
