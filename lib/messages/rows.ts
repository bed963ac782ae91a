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

/** What few messages have. Null stands for none. */
type Rare = Pick<Text, "audience" | "revision" | "isDeleted"> & {
  extraMetadata: MessageMetadata;
  deletedAt: string | null;
  editedAt: string | null;
  files: SealedFileView[] | null;
  reactions: ReactionView[] | null;
  quoted: QuotedRow | null;
};

/** A message with all that its view needs: its sender's name, the message it answers, its files, its reactions. */
export type MessageRow = Text &
  Rare & {
    roomId: string;
    seq: number;
    clientId: string | null;
    messageType: MessageType;
    senderName: string | null;
    contentEncrypted: Buffer | null;
    createdAt: string;
    updatedAt: string;
    /** Of a page of one room: where that stood as it was read. */
    lastSeq: number;
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

/** Looked up by their keys: to join them, the planner reads everybody, up to some thousands of people. */
const senders = `select id, name from app_user where id = any(array(select distinct sender_id from page))`;

/**
 * What few messages have comes as one value, null for all others: most of what a page costs is the number of its values,
 * each of which is written as text here and read from it there.
 */
const rare = `
  case when chat_message.is_deleted or chat_message.revision > 0 or chat_message.audience <> 'everyone'
    or chat_message.extra_metadata <> '{}' or chat_message.updated_at <> chat_message.created_at
    or chat_message.message_type in ('image', 'file') or chat_message.reply_to_id is not null or reacted.list is not null
  then json_build_object('audience', chat_message.audience, 'revision', chat_message.revision,
    'isDeleted', chat_message.is_deleted, 'extraMetadata', chat_message.extra_metadata,
    'deletedAt', chat_message.deleted_at at time zone 'UTC', 'updatedAt', chat_message.updated_at at time zone 'UTC',
    'editedAt', chat_message.edited_at at time zone 'UTC',
    'files', ${filesOf("chat_message")}, 'quoted', ${quoted}, 'reactions', reacted.list)
  end`;

const rest = sql.raw(`
  select chat_message.id, chat_message.room_id as "roomId", chat_message.seq, chat_message.client_id as "clientId",
    chat_message.message_type as "messageType", chat_message.sender_id as "senderId", sender.name as "senderName",
    chat_message.content_encrypted as "contentEncrypted", chat_message.created_at at time zone 'UTC' as "createdAt",
    ${rare} as rare, (select last_seq from chat_room where id = (select room_id from page limit 1)) as "lastSeq"
  from page chat_message
  left join (${senders}) sender on sender.id = chat_message.sender_id
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

type UntidyRow = Omit<MessageRow, keyof Rare | "updatedAt"> & { rare: (Rare & { updatedAt: string }) | null };

const usual: Rare = {
  audience: "everyone",
  revision: 0,
  isDeleted: false,
  extraMetadata: {},
  deletedAt: null,
  editedAt: null,
  files: null,
  reactions: null,
  quoted: null,
};

/** Written out, because V8 takes longer to spread objects than to open what is sealed in them. */
function tidy(row: UntidyRow): MessageRow {
  const { id, roomId, clientId, messageType, senderId, senderName, contentEncrypted } = row;
  const { audience, revision, isDeleted, extraMetadata, deletedAt, editedAt, files, reactions, quoted } =
    row.rare ?? usual;
  const createdAt = isoOf(row.createdAt);
  return {
    id,
    roomId,
    seq: Number(row.seq),
    clientId,
    messageType,
    senderId,
    senderName,
    contentEncrypted,
    createdAt,
    updatedAt: row.rare ? isoOf(row.rare.updatedAt) : createdAt,
    lastSeq: Number(row.lastSeq),
    audience,
    revision,
    isDeleted,
    extraMetadata,
    deletedAt: deletedAt && isoOf(deletedAt),
    editedAt: editedAt && isoOf(editedAt),
    files,
    reactions,
    quoted,
  };
}
