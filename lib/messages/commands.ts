import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { chatFile, chatMessage, messageMention, messageReaction, messageRevision } from "#db/schema/index.ts";
import { accessRoom, requireInRoom } from "#lib/access/access-room.ts";
import { readableBy } from "#lib/access/staff-notes.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { sealText } from "#lib/crypto/room-text.ts";
import { forbidden, isRefusal, notFound, Refusal } from "#lib/errors.ts";
import { dropFiles, removeBytes } from "#lib/files/removal.ts";
import { gatherFor } from "#lib/gather.ts";
import { newId } from "#lib/ids.ts";
import { callsOf, type MessageView, parseComposed } from "#lib/messages/events.ts";
import type { PostMessageInput } from "#lib/messages/inputs.ts";
import { type Post, postWrite } from "#lib/messages/post.ts";
import { postQuickly } from "#lib/messages/post-quickly.ts";
import { viewMessages } from "#lib/messages/queries.ts";
import { contentPlace } from "#lib/messages/view.ts";
import { returnToken, takeToken } from "#lib/rate-limits/limiter.ts";
import { tell } from "#lib/realtime/bus.ts";
import { logChange } from "#lib/realtime/log.ts";
import { writeLogged, writeShared } from "#lib/realtime/writer.ts";
import type { CompanyRole } from "#lib/rooms/events.ts";
import { dropTokens } from "#lib/search/drop-tokens.ts";

/**
 * Posts a message. Sending the same client id and body again gives the message of the first time, and is not charged.
 * Throws the refusals of the room's door, `rate_limited`, `client_id_reused`, `message_deleted` (the answered one).
 */
export async function postMessage(
  db: Db,
  viewer: Viewer,
  input: PostMessageInput & { roomId: string },
): Promise<{ message: MessageView; isRepeat: boolean }> {
  const post = postOf(viewer, input);
  const posted = await postQuickly(db, post);
  return posted ? { message: posted, isRepeat: false } : postThoroughly(db, post);
}

async function postThoroughly(db: Db, post: Post): Promise<{ message: MessageView; isRepeat: boolean }> {
  const { viewer } = post;
  const { companyId, userId } = viewer;
  const subjects = { companyId, user: userId, room: post.roomId };
  const limited = await takeToken(db, "message.send", subjects).catch(asRefused);
  if (limited) await accessRoom(db, viewer, post.roomId, "message.post");
  if (limited && !(await wasSentBefore(db, post))) throw limited;
  const giveBack = () => (limited ? undefined : returnToken(db, "message.send", subjects));
  const written = writeShared(db, companyId, postWrite, post);
  const { messageId, isRepeat, isSupport } = await written.catch(async (error) => {
    if (isRefusal(error, "not_found") || isRefusal(error, "forbidden")) await giveBack();
    throw error;
  });
  if (isRepeat) await giveBack();
  const message = await viewPosted(db, { companyId, roomId: post.roomId, messageId });
  if (!message) throw notFound();
  if (isSupport) tell(companyId, { kind: "case", roomId: post.roomId });
  return { message, isRepeat };
}

type PostedMessage = { companyId: string; roomId: string; messageId: string };

/** The messages that were committed together, in one statement. */
const viewPosted = gatherFor(async (db: Db, posted: PostedMessage[]) => {
  const views = new Map<string, MessageView>();
  for (const [companyId, own] of Map.groupBy(posted, (one) => one.companyId)) {
    const roomIds = own.map(({ roomId }) => roomId);
    const messageIds = own.map(({ messageId }) => messageId);
    for (const view of await viewMessages(db, companyId, roomIds, oneOf(chatMessage.id, messageIds)))
      views.set(view.id, view);
  }
  return posted.map(({ messageId }) => views.get(messageId));
});

function postOf(viewer: Viewer, input: PostMessageInput & { roomId: string }): Post {
  const { roomId, content = "", fileIds = [], clientId = null, replyToId = null, audience = "everyone" } = input;
  const composed = fileIds.length > 0 ? { type: null, content } : parseComposed(content);
  const said = input.type ? { type: input.type, content } : composed;
  return { viewer, roomId, ...said, fileIds, clientId, replyToId, audience };
}

function asRefused(error: unknown): Refusal {
  if (isRefusal(error, "rate_limited")) return error;
  throw error;
}

async function wasSentBefore(db: Db, { viewer, roomId, clientId }: Post): Promise<boolean> {
  if (!clientId) return false;
  const [found] = await db
    .select({ id: chatMessage.id })
    .from(chatMessage)
    .where(
      and(eq(chatMessage.roomId, roomId), eq(chatMessage.senderId, viewer.userId), eq(chatMessage.clientId, clientId)),
    );
  return found !== undefined;
}

/**
 * Changes one's own message and keeps what it said before, sealed. Editing to the same text changes nothing.
 * Throws the refusals of the room's door, `forbidden` for another's message, `message_deleted`.
 */
export async function editMessage(
  db: Db,
  viewer: Viewer,
  input: { roomId: string; messageId: string; content: string },
): Promise<MessageView> {
  await writeLogged(db, viewer.companyId, [input.roomId], async (write) => {
    const { tx, companyId } = write;
    const access = await accessRoom(tx, viewer, input.roomId, "room.read");
    const message = await findMessage(tx, input, access.companyRole);
    requireInRoom(access, "message.edit");
    if (message.senderId !== viewer.userId) throw forbidden("You can edit only what you wrote yourself.");
    if (message.isDeleted) throw deleted();
    const revision = message.revision + 1;
    const keys = (await roomKeys(tx, companyId, [message.roomId])).get(message.roomId);
    const place = contentPlace(companyId, message.roomId, { ...message, revision });
    const contentEncrypted = sealText(keys, message.audience, place, input.content);
    const earlier = {
      messageId: message.id,
      revision: message.revision,
      createdAt: message.editedAt ?? message.createdAt,
    };
    await tx
      .insert(messageRevision)
      .values({ ...earlier, id: newId(), contentEncrypted: message.contentEncrypted as Buffer });
    await tx
      .update(chatMessage)
      .set({ contentEncrypted, revision, editedAt: sql`now()`, updatedAt: sql`now()` })
      .where(eq(chatMessage.id, message.id));
    await dropTokens(tx, message.id);
    const room = write.rooms.get(message.roomId);
    if (room) logChange(write, room, "message.edited", { actorId: viewer.userId, messageId: message.id });
  });
  const [message] = await viewMessages(db, viewer.companyId, [input.roomId], eq(chatMessage.id, input.messageId));
  return message ?? refuseAbsent();
}

/**
 * Deletes a message: its place stays, its text, revisions, files and reactions go. Deleting it again changes nothing.
 * Throws the refusals of the room's door, and `forbidden` where the policy lets one delete one's own only.
 */
export async function deleteMessage(
  db: Db,
  viewer: Viewer,
  input: { roomId: string; messageId: string },
): Promise<void> {
  let dropped: string[] = [];
  await writeLogged(db, viewer.companyId, [input.roomId], async (write) => {
    const { tx } = write;
    const access = await accessRoom(tx, viewer, input.roomId, "room.read");
    const message = await findMessage(tx, input, access.companyRole);
    requireInRoom(access, message.senderId === viewer.userId ? "message.delete" : "message.deleteAny");
    if (message.messageType === "system") throw forbidden("Lines that Parley wrote itself cannot be deleted.");
    if (message.isDeleted) return;
    await tx.delete(messageRevision).where(eq(messageRevision.messageId, message.id));
    await tx.delete(messageReaction).where(eq(messageReaction.messageId, message.id));
    await tx.delete(messageMention).where(eq(messageMention.messageId, message.id));
    dropped = await dropFiles(tx, eq(chatFile.messageId, message.id));
    await tx
      .update(chatMessage)
      .set({ contentEncrypted: null, extraMetadata: {}, isDeleted: true, deletedAt: sql`now()`, updatedAt: sql`now()` })
      .where(eq(chatMessage.id, message.id));
    await dropTokens(tx, message.id);
    const room = write.rooms.get(message.roomId);
    const data = callsOf(message.extraMetadata);
    if (room) logChange(write, room, "message.deleted", { actorId: viewer.userId, messageId: message.id, data });
  });
  await removeBytes(db, dropped);
}

/** A message of this very room that this company role may read. Throws `not_found` for any other, wherever it is. */
export async function findMessage(
  db: Db,
  { roomId, messageId }: { roomId: string; messageId: string },
  companyRole: CompanyRole,
) {
  const [message] = await db
    .select()
    .from(chatMessage)
    .where(and(eq(chatMessage.roomId, roomId), eq(chatMessage.id, messageId), readableBy(companyRole)));
  return message ?? refuseAbsent();
}

export const deleted = () =>
  new Refusal("message_deleted", "This message was deleted, so nothing more can be done with it.");

function refuseAbsent(): never {
  throw notFound();
}
