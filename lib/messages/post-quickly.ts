import type { Db } from "#db/client.ts";
import { rowsOf, statement } from "#db/rows.ts";
import { forgetGrounds, groundsText, knownGrounds, mayOn } from "#lib/access/grounds.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { sealText } from "#lib/crypto/room-text.ts";
import { databaseCode, isDatabaseAway } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { log } from "#lib/log.ts";
import type { MessageView } from "#lib/messages/events.ts";
import { digestOf, type Post } from "#lib/messages/post.ts";
import { contentPlace } from "#lib/messages/view.ts";
import { bucketColumns, type LimitedCall, limitedCall, type Refused, tooMany } from "#lib/rate-limits/limiter.ts";
import { note } from "#lib/rate-limits/notes.ts";
import type { LoggedChange } from "#lib/realtime/changes.ts";
import { type Outcome, type SharedWrite, writeShared } from "#lib/realtime/writer.ts";
import { keepWritten } from "#lib/realtime/written.ts";
import type { RoomType } from "#lib/rooms/events.ts";
import { mayMention } from "#lib/text/mentions.ts";

/** A post that is allowed on known grounds, sealed and ready to be written where they still hold. */
type ReadyPost = {
  post: Post;
  id: string;
  type: "text" | "action";
  grounds: string;
  roomType: RoomType;
  sealed: Buffer;
  digest: Buffer;
  call: LimitedCall;
};

/** What the database says of one post: its numbers (`at` in milliseconds since 1970), or what its limits refuse it with. */
type Written = { number: number; seq: string; pos: string; at: number; senderName: string };
type Limited = Refused & { number: number; seq: null };

/**
 * Posts what needs nothing looked up: a text without files, a quote or anybody called, outside of support, by somebody who posted there
 * before. The policy decides on the grounds of that time, and one statement, shared by all who post at once, counts,
 * writes and logs the message if they still hold. Gives null where they do not, or the client id was used before:
 * then nothing was written or counted, and the post goes the long way. Throws `rate_limited`.
 */
export async function postQuickly(db: Db, post: Post): Promise<MessageView | null> {
  const ready = isPlain(post) ? await readyPost(db, post) : null;
  return ready && writeShared(db, post.viewer.companyId, writeReady, ready);
}

const isPlain = ({ content, fileIds, replyToId, audience }: Post) =>
  fileIds.length === 0 && replyToId === null && audience === "everyone" && !mayMention(content);

async function readyPost(db: Db, post: Post): Promise<ReadyPost | null> {
  const { viewer, roomId, content } = post;
  const { companyId, userId } = viewer;
  const grounds = knownGrounds(userId, roomId);
  if (!grounds || grounds.room.type === "support" || !mayOn(grounds, "message.post")) return null;
  const keys = (await roomKeys(db, companyId, [roomId])).get(roomId);
  if (!keys?.newest.has("everyone")) return null;
  const id = newId();
  return {
    post,
    id,
    type: post.type === "action" ? "action" : "text",
    grounds: groundsText(grounds),
    roomType: grounds.room.type,
    sealed: sealText(keys, "everyone", contentPlace(companyId, roomId, { id, senderId: userId, revision: 0 }), content),
    digest: digestOf(post, keys),
    call: limitedCall("message.send", { companyId, user: userId, room: roomId }),
  };
}

const writeReady: SharedWrite<ReadyPost, MessageView | null> = async (db, companyId, batch) => {
  const first = new Set<string>();
  const posts = batch.filter(({ post }) => isFirst(post, first));
  const answers = new Map((await write(db, companyId, posts)).map((answer) => [posts[answer.number], answer]));
  const changes: LoggedChange[] = [];
  const outcomes = batch.map((ready): Outcome<MessageView | null> => {
    const answer = answers.get(ready);
    if (!answer) {
      forgetGrounds(ready.post.viewer.userId, ready.post.roomId);
      return { value: null };
    }
    const isRefused = answer.seq === null;
    note(db, ready.call.noted, { count: 1, refused: isRefused ? 1 : 0 });
    if (isRefused) return { refusal: tooMany("message.send", answer) };
    const message = messageOf(ready, answer);
    changes.push(changeOf(companyId, ready, answer, message));
    return { value: message };
  });
  keepWritten(
    companyId,
    changes.toSorted((a, b) => a.row.pos - b.row.pos),
  );
  return outcomes;
};

/** Of several with one client id in a batch, only the first goes quickly: what the others come to depends on it. */
function isFirst({ viewer, roomId, clientId }: Post, seen: Set<string>): boolean {
  if (clientId === null) return true;
  const key = `${viewer.userId} ${roomId} ${clientId}`;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

const postOne = `select 0 as number, seq, pos, at, sender_name as "senderName"
  from post_message($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

const postMany = `select number, seq, pos, at, sender_name as "senderName", remaining, wait, bucket
  from post_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

async function write(db: Db, companyId: string, posts: ReadyPost[]): Promise<(Written | Limited)[]> {
  const [bucketCalls, ...buckets] = bucketColumns(posts.map(({ call }) => call));
  const columns = columnsOf(posts);
  try {
    if (posts.length === 1) {
      const values = columns.map(([value]) => value);
      const written = await rowsOf<Written>(db, statement(postOne, [companyId, ...values, ...buckets]));
      if (written.length === 1) return written;
    }
    return await rowsOf(db, statement(postMany, [companyId, ...columns, bucketCalls, ...buckets]));
  } catch (error) {
    if (isDatabaseAway(error) || !databaseCode(error)) throw error; // they may be written: going on could double them
    log.error("Messages could not be posted in one statement, and go one by one", error);
    return [];
  }
}

/** What both functions of the database take of each post, a column each. */
const columnsOf = (posts: ReadyPost[]): unknown[][] => [
  posts.map(({ id }) => id),
  posts.map(({ post }) => post.roomId),
  posts.map(({ post }) => post.viewer.userId),
  posts.map(({ grounds }) => grounds),
  posts.map(({ type }) => type),
  posts.map(({ sealed }) => sealed),
  posts.map(({ digest }) => digest),
  posts.map(({ post }) => post.clientId),
];

function messageOf({ post, id, type }: ReadyPost, { seq, at, senderName }: Written): MessageView {
  const { roomId, clientId, content, viewer } = post;
  const createdAt = new Date(at).toISOString();
  return {
    id,
    roomId,
    seq: Number(seq),
    clientId,
    type,
    sender: { id: viewer.userId, name: senderName },
    content,
    metadata: {},
    replyTo: null,
    files: [],
    reactions: [],
    audience: "everyone",
    isDeleted: false,
    deletedAt: null,
    createdAt,
    updatedAt: createdAt,
    editedAt: null,
  };
}

function changeOf(companyId: string, ready: ReadyPost, { pos, at }: Written, message: MessageView): LoggedChange {
  const { post, id, roomType } = ready;
  const { roomId, seq } = message;
  const actorId = post.viewer.userId;
  const kind = "message.posted";
  const createdAt = new Date(at);
  return {
    row: { companyId, pos: Number(pos), roomId, seq, kind, messageId: id, actorId, data: {}, createdAt },
    roomType,
    described: { change: { roomId, seq, at: message.createdAt, actorId, kind, message }, isStaffNote: false },
  };
}
