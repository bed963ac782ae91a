import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { chatMessage } from "#db/schema/index.ts";
import { requireInRoom, standingOf } from "#lib/access/access-room.ts";
import { rememberGrounds } from "#lib/access/grounds.ts";
import { mayInRoom } from "#lib/access/policy.ts";
import { seesStaffNotes } from "#lib/access/staff-notes.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { type RoomKeys, roomKeys, versionKey } from "#lib/crypto/room-keys.ts";
import { sealingKey, sealText } from "#lib/crypto/room-text.ts";
import { invalid, notFound, Refusal } from "#lib/errors.ts";
import { type Attachment, attachFiles, lockUploads, takeUploads, typeOfCarrier } from "#lib/files/attach.ts";
import { newId } from "#lib/ids.ts";
import type { Audience, MessageType } from "#lib/messages/events.ts";
import { calledBy, dataOfCalls, noteMentions, peopleToCall } from "#lib/messages/post-mentions.ts";
import { contentPlace } from "#lib/messages/view.ts";
import type { Calls } from "#lib/realtime/events.ts";
import { type LockedRoom, type LoggedWrite, logChange } from "#lib/realtime/log.ts";
import { type Outcome, type SharedWrite, transact } from "#lib/realtime/writer.ts";
import type { CompanyRole, MemberRole } from "#lib/rooms/events.ts";
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

/** What a later statement than the lock finds out about one post: who is asking, and what they refer to. */
type Finding = {
  companyRole: CompanyRole | null;
  memberRole: MemberRole | null;
  earlierId: string | null;
  earlierDigest: Uint8Array | null;
  replyFound: boolean;
  replyDeleted: boolean | null;
  replyAudience: Audience | null;
};

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
    refusalOf(() => check(post, write.rooms.get(post.roomId), findings[index])),
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

function lookUp(tx: Db, posts: Post[]): Promise<Finding[]> {
  const asked = posts.map(({ viewer, roomId, clientId, replyToId }, index) => ({
    index,
    userId: viewer.userId,
    roomId,
    clientId,
    replyToId,
  }));
  return rowsOf<Finding>(
    tx,
    sql`select u.role as "companyRole", m.role as "memberRole", e.id as "earlierId", e.body_digest as "earlierDigest",
        r.id is not null as "replyFound", r.is_deleted as "replyDeleted", r.audience as "replyAudience"
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        a(index int, "userId" uuid, "roomId" uuid, "clientId" text, "replyToId" uuid)
      left join chat_room c on c.id = a."roomId"
      left join app_user u on u.id = a."userId" and u.company_id = c.company_id and u.is_active
      left join chat_member m on m.room_id = c.id and m.user_id = u.id and m.is_active
      left join chat_message e on e.room_id = c.id and e.sender_id = u.id and e.client_id = a."clientId"
      left join chat_message r on r.room_id = c.id and r.id = a."replyToId" and r.message_type <> 'system'
      order by a.index`,
  );
}

function refusalOf(check: () => void): unknown {
  try {
    check();
    return null;
  } catch (refusal) {
    return refusal;
  }
}

function check(post: Post, room: LockedRoom | undefined, finding: Finding | undefined): void {
  if (!room || !finding) throw notFound();
  const { companyRole, memberRole } = finding;
  const standing = companyRole && standingOf(memberRole ?? undefined, companyRole, room);
  if (!standing) throw notFound();
  requireInRoom({ room, standing }, "message.post");
  rememberGrounds(post.viewer.userId, room.id, { companyRole, memberRole, room });
  if (post.audience === "staff" && room.type !== "support") throw invalid("audience", "is for support rooms only");
  if (post.audience === "staff" && companyRole === "customer") throw invalid("audience", "is not for customers");
  const isHidden = finding.replyAudience === "staff" && !seesStaffNotes(companyRole);
  if (post.replyToId && (!finding.replyFound || isHidden)) throw invalid("replyToId", "names no message of this room");
  if (finding.replyAudience === "staff" && post.audience !== "staff") {
    throw invalid("replyToId", "is a staff note, which only a staff note may quote");
  }
  if (finding.replyDeleted && !finding.earlierId) {
    throw new Refusal("message_deleted", "The message that this answers was deleted. Send yours without the reply.");
  }
}

function mayCallRoom(room: LockedRoom, { companyRole, memberRole }: Finding): boolean {
  const standing = companyRole && standingOf(memberRole ?? undefined, companyRole, room);
  return standing !== null && mayInRoom("message.callRoom", standing, room);
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
  const data = dataOfCalls(post.calls);
  const seq = logChange(write, room, "message.posted", { actorId: senderId, messageId: id, data });
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
