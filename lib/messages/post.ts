import { chatMessage } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { type RoomKeys, roomKeys, versionKey } from "#lib/crypto/room-keys.ts";
import { sealingKey, sealText } from "#lib/crypto/room-text.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { type Attachment, attachFiles, lockUploads, takeUploads, typeOfCarrier } from "#lib/files/attach.ts";
import { newId } from "#lib/ids.ts";
import type { Audience, Calls, MessageType } from "#lib/messages/events.ts";
import { checkPost, type Finding, lookUp, mayCallRoom } from "#lib/messages/findings.ts";
import { calledBy, noteMentions, peopleToCall } from "#lib/messages/post-mentions.ts";
import { contentPlace } from "#lib/messages/view.ts";
import { type LockedRoom, type LoggedWrite, logChange } from "#lib/realtime/log.ts";
import { type Outcome, type SharedWrite, transact } from "#lib/realtime/writer.ts";
import { followPosts } from "#lib/support/follow-posts.ts";

export type Post = {
  viewer: Viewer;
  roomId: string;
  /** Null for a message with files whose sender leaves it to what they are. */
  type: Exclude<MessageType, "system"> | null;
  content: string;
  fileIds: string[];
  clientId: string | null;
  replyToId: string | null;
  audience: Audience;
};

/** The id of the message, and whether it was there before: a repeated send gives the message of the first. */
export type Posted = { messageId: string; isRepeat: boolean; isSupport: boolean };

/** What has a client id in this transaction already. */
type Taken = { messageId: string; digest: Buffer };

/** Posts of one company that wait at the same time share a transaction: one lock, one look, one insert, one log entry each. */
export const postWrite: SharedWrite<Post, Posted> = (db, companyId, posts) =>
  transact(
    db,
    companyId,
    posts.map(({ roomId }) => roomId),
    (write) => writePosts(write, posts),
  );

/** Posts as part of a write that holds their rooms locked. */
export async function writePosts(write: LoggedWrite, posts: Post[]): Promise<Outcome<Posted>[]> {
  const { tx, companyId } = write;
  const findings = await lookUp(tx, posts);
  const keys = await roomKeys(tx, companyId, write.rooms.keys());
  const refusals = posts.map((post, index) =>
    refusalOf(() => checkPost(post, write.rooms.get(post.roomId), findings[index])),
  );
  const people = await peopleToCall(
    tx,
    posts.filter((_, index) => refusals[index] === null),
  );
  const uploads = await lockUploads(
    tx,
    posts.flatMap((post) => post.fileIds),
  );
  const inserts: (typeof chatMessage.$inferInsert)[] = [];
  const attachments: Attachment[] = [];
  const posted = new Map<string, Taken>();
  const outcomes = posts.map((post, index): Outcome<Posted> => {
    try {
      if (refusals[index]) throw refusals[index];
      const [room, finding] = [write.rooms.get(post.roomId), findings[index]];
      if (!room || !finding) throw notFound();
      const bodyDigest = digestOf(post, keys.get(room.id));
      const isSupport = room.type === "support";
      const repeatedId = repeatOf(post, finding, keys.get(room.id), posted);
      if (repeatedId) return { value: { messageId: repeatedId, isRepeat: true, isSupport } };
      const messageId = newId();
      const files = takeUploads(uploads, post);
      const type = files.length > 0 ? typeOfCarrier(post.type, files) : (post.type ?? "text");
      const calls = calledBy(post, people.get(room.id), mayCallRoom(room, finding));
      inserts.push(rowOf(write, room, { ...post, type, calls }, messageId, keys.get(room.id), bodyDigest));
      attachments.push({ messageId, audience: post.audience, keys: keys.get(room.id), files });
      if (post.clientId) posted.set(clientKey(post), { messageId, digest: bodyDigest });
      return { value: { messageId, isRepeat: false, isSupport } };
    } catch (refusal) {
      return { refusal };
    }
  });
  if (inserts.length > 0) await tx.insert(chatMessage).values(inserts);
  await noteMentions(tx, inserts);
  await attachFiles(tx, companyId, attachments);
  await followPosts(write, inserts);
  return outcomes;
}

function refusalOf(check: () => void): unknown {
  try {
    check();
    return null;
  } catch (refusal) {
    return refusal;
  }
}

/** The id of the earlier message of the same client id, in the database or before this one in the batch. Throws `client_id_reused`. */
function repeatOf(post: Post, finding: Finding, keys: RoomKeys | undefined, posted: Map<string, Taken>): string | null {
  if (!post.clientId) return null;
  const inBatch = posted.get(clientKey(post));
  const earlierId = inBatch?.messageId ?? finding.earlierId;
  if (!earlierId) return null;
  const earlierDigest = Buffer.from(inBatch?.digest ?? finding.earlierDigest ?? []);
  const version = earlierDigest.length > 4 ? earlierDigest.readUInt32BE(0) : 0;
  if (!digestOf(post, keys, version).equals(earlierDigest)) {
    throw new Refusal("client_id_reused", "This client id was used for another message. Take a new one.");
  }
  return earlierId;
}

/** A keyed digest of all that was sent, led by the version of the key, so that it can be compared after a rotation. */
export function digestOf(post: Post, keys: RoomKeys | undefined, version?: number): Buffer {
  const key =
    version === undefined ? sealingKey(keys, post.audience) : keys?.byVersion.get(versionKey(post.audience, version));
  if (!key) return Buffer.alloc(0);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(key.version);
  const { type, content, replyToId, audience, fileIds } = post;
  const body = [type, content, replyToId, audience, ...(fileIds.length > 0 ? [fileIds] : [])];
  return Buffer.concat([head, Buffer.from(key.digest(JSON.stringify(body)), "hex")]);
}

function rowOf(
  write: LoggedWrite,
  room: LockedRoom,
  post: Post & { type: MessageType; calls: Calls },
  id: string,
  keys: RoomKeys | undefined,
  bodyDigest: Buffer,
): typeof chatMessage.$inferInsert {
  const senderId = post.viewer.userId;
  const place = contentPlace(write.companyId, room.id, { id, senderId, revision: 0 });
  const contentEncrypted = sealText(keys, post.audience, place, post.content);
  const seq = logChange(write, room, "message.posted", { actorId: senderId, messageId: id, data: post.calls });
  room.messageCount += 1;
  return {
    id,
    roomId: room.id,
    senderId,
    messageType: post.type,
    contentEncrypted,
    seq,
    ordinal: room.messageCount,
    clientId: post.clientId,
    bodyDigest,
    replyToId: post.replyToId,
    audience: post.audience,
    extraMetadata: post.calls,
  };
}

const clientKey = (post: Post) => `${post.viewer.userId} ${post.roomId} ${post.clientId}`;
