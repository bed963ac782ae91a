import { asc, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { isoOf, rowsOf } from "#db/rows.ts";
import { chatMessage } from "#db/schema/index.ts";
import type { SealedFileView } from "#lib/files/view.ts";
import type { Audience, MessageMetadata, MessageType, ReactionView } from "#lib/messages/events.ts";

type Text = { id: string; senderId: string | null; audience: Audience; revision: number; isDeleted: boolean };

/** The message that another one answers. */
export type QuotedRow = Text & {
  seq: number;
  senderName: string | null;
  contentEncrypted: string | null;
  files: SealedFileView[] | null;
};

/** A message with all that its view needs: its sender's name, the message it answers, its files, its reactions. Null stands for none. */
export type MessageRow = Text & {
  roomId: string;
  seq: number;
  clientId: string | null;
  messageType: MessageType;
  senderName: string | null;
  contentEncrypted: Buffer | null;
  extraMetadata: MessageMetadata;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
  editedAt: string | null;
  files: SealedFileView[] | null;
  reactions: ReactionView[] | null;
  quoted: QuotedRow | null;
};

/** The files of a message, sealed as they are, in the order in which they were attached. */
const filesOf = (message: "chat_message" | "source") => `
  case when ${message}.message_type in ('image', 'file') then (
    select json_agg(json_build_object('id', f.id, 'nameEncrypted', encode(f.name_encrypted, 'hex'), 'mediaType', f.media_type,
      'size', f.size, 'width', f.width, 'height', f.height) order by f.position)
    from chat_file f where f.message_id = ${message}.id
  ) end`;

const quoted = `
  case when chat_message.reply_to_id is not null then (
    select json_build_object('id', source.id, 'seq', source.seq, 'senderId', source.sender_id, 'senderName', source_sender.name,
      'contentEncrypted', encode(source.content_encrypted, 'hex'), 'audience', source.audience, 'revision', source.revision,
      'isDeleted', source.is_deleted, 'files', ${filesOf("source")})
    from chat_message source left join app_user source_sender on source_sender.id = source.sender_id
    where source.id = chat_message.reply_to_id and source.room_id = chat_message.room_id
  ) end`;

/**
 * Reactions in the order of their code points: an order that a client can keep from the changes alone. `userIds` in the
 * order in which they reacted. They are asked for once for the whole page: a look for each message is half of what it costs.
 */
const reactions = `
  select message_id, json_agg(json_build_object('reaction', reaction, 'count', cardinality(users), 'userIds', users)
    order by reaction collate "C") as list
  from (
    select message_id, reaction, array_agg(user_id order by id) as users
    from message_reaction where message_id = any(array(select id from page)) group by message_id, reaction
  ) r group by message_id`;

const rest = sql.raw(`
  select chat_message.id, chat_message.room_id as "roomId", chat_message.seq, chat_message.client_id as "clientId",
    chat_message.message_type as "messageType", chat_message.sender_id as "senderId", sender.name as "senderName",
    chat_message.content_encrypted as "contentEncrypted", chat_message.extra_metadata as "extraMetadata",
    chat_message.audience, chat_message.revision, chat_message.is_deleted as "isDeleted",
    chat_message.deleted_at at time zone 'UTC' as "deletedAt", chat_message.created_at at time zone 'UTC' as "createdAt",
    nullif(chat_message.updated_at, chat_message.created_at) at time zone 'UTC' as "updatedAt",
    chat_message.edited_at at time zone 'UTC' as "editedAt",
    ${filesOf("chat_message")} as files, ${quoted} as quoted, reacted.list as reactions
  from page chat_message
  left join app_user sender on sender.id = chat_message.sender_id
  left join (${reactions}) reacted on reacted.message_id = chat_message.id`);

/**
 * Reads messages with all that their views need, in one statement, sealed as they are. The limit stands in the
 * statement's text, so that the plan is made for so few rows: callers keep to a few.
 */
export async function messageRows(
  db: Db,
  where: SQL | undefined,
  order: SQL = asc(chatMessage.seq),
  limit = 10_000,
): Promise<MessageRow[]> {
  const found = await rowsOf<UntidyRow>(
    db,
    sql`with page as materialized (
      select * from chat_message where ${where ?? sql`true`} order by ${order} limit ${sql.raw(`${limit}`)}
    ) ${rest} order by ${order}`,
  );
  return found.map(tidy);
}

type UntidyRow = Omit<MessageRow, "updatedAt"> & { updatedAt: string | null };

function tidy(row: UntidyRow): MessageRow {
  return {
    ...row,
    seq: Number(row.seq),
    deletedAt: row.deletedAt && isoOf(row.deletedAt),
    createdAt: isoOf(row.createdAt),
    updatedAt: isoOf(row.updatedAt ?? row.createdAt), // most were never touched again, and a time costs as much as a text
    editedAt: row.editedAt && isoOf(row.editedAt),
  };
}
