import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatFile, chatMember, chatMessage, chatRoom, roomKey } from "#db/schema/index.ts";
import { accessRoom, requireInRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { recordRoom } from "#lib/audit/record-room.ts";
import { forgetRoomKeys, roomKeys } from "#lib/crypto/room-keys.ts";
import { sealText } from "#lib/crypto/room-text.ts";
import { invalid, notFound } from "#lib/errors.ts";
import { dropFiles, removeBytes } from "#lib/files/removal.ts";
import type { SystemLine } from "#lib/messages/system-lines.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import { type LockedRoom, logChange } from "#lib/realtime/log.ts";
import { writeLogged } from "#lib/realtime/writer.ts";
import type { RoomView } from "#lib/rooms/events.ts";
import type { ChangeRoomInput } from "#lib/rooms/inputs.ts";
import { forgetLastMessage } from "#lib/rooms/last-messages.ts";
import { roomView, topicPlace } from "#lib/rooms/view.ts";

/**
 * Renames a room, sets its topic or who may post, archives it or opens it again. What is as wanted already changes
 * nothing. Throws the refusals of the room's door.
 */
export async function changeRoom(
  db: Db,
  viewer: Viewer,
  input: ChangeRoomInput & { roomId: string },
): Promise<RoomView> {
  await writeLogged(db, viewer.companyId, [input.roomId], async (write) => {
    const { room: found, standing } = await accessRoom(write.tx, viewer, input.roomId, "room.read");
    const { roomId, isActive, ...rest } = input;
    if (isActive !== undefined) requireInRoom({ room: found, standing }, "room.archive");
    if (Object.keys(rest).length > 0) {
      requireInRoom({ room: { ...found, isActive: isActive ?? found.isActive }, standing }, "room.change");
    }
    if (input.posting && found.type !== "company") throw invalid("posting", "is for company rooms");
    const room = write.rooms.get(roomId);
    if (!room) throw notFound();
    const keys = (await roomKeys(write.tx, write.companyId, [roomId])).get(roomId);
    const topic = roomView(room, keys).topic;
    const lines = linesOf(viewer, room, topic, input);
    if (lines.length === 0) return;
    const topicRevision = room.topicRevision + 1;
    await write.tx
      .update(chatRoom)
      .set({
        ...(input.name !== undefined && { name: input.name }),
        ...(input.posting !== undefined && { posting: input.posting }),
        ...(isActive !== undefined && { isActive }),
        ...(input.topic !== undefined && {
          topicRevision,
          topicEncrypted: input.topic ? sealText(keys, "everyone", topicPlace(room, topicRevision), input.topic) : null,
        }),
      })
      .where(eq(chatRoom.id, roomId));
    if (isActive !== undefined && isActive !== room.isActive) {
      await recordRoom(write, viewer, room, isActive ? "room.reopened" : "room.archived");
    }
    logChange(write, room, "room.changed", { actorId: viewer.userId });
    await writeSystemLines(write, room, lines);
  });
  const { room } = await accessRoom(db, viewer, input.roomId, "room.read");
  return roomView(room, (await roomKeys(db, viewer.companyId, [room.id])).get(room.id));
}

/** What a change of a room has to say, a line for each thing that is not as wanted yet. */
function linesOf(viewer: Viewer, room: LockedRoom, topic: string | null, input: ChangeRoomInput): SystemLine[] {
  const { name, posting, isActive } = input;
  const said: (Pick<SystemLine, "event" | "text"> | false)[] = [
    name !== undefined &&
      name !== room.name && { event: "room_renamed", text: `${viewer.name} renamed the room to ${name}` },
    input.topic !== undefined &&
      (input.topic || null) !== topic && {
        event: "topic_changed",
        text: input.topic ? `${viewer.name} set the topic: ${input.topic}` : `${viewer.name} cleared the topic`,
      },
    posting !== undefined &&
      posting !== room.posting && {
        event: "posting_changed",
        text:
          posting === "admins"
            ? `${viewer.name} made this room announcement-only`
            : `${viewer.name} let everyone post here`,
      },
    isActive === false && room.isActive && { event: "room_archived", text: `${viewer.name} archived the room` },
    isActive === true && !room.isActive && { event: "room_reopened", text: `${viewer.name} opened the room again` },
  ];
  return said.filter((line) => line !== false).map((line) => ({ ...line, actorId: viewer.userId }));
}

const deletedAtOnce = 20_000;

/**
 * Deletes a room for good, its keys first: what is left of it on some disk stays unreadable. The log keeps that it ended.
 * Throws the refusals of the room's door.
 */
export async function deleteRoom(db: Db, viewer: Viewer, { roomId }: { roomId: string }): Promise<void> {
  const dropped = await writeLogged(db, viewer.companyId, [roomId], async (write) => {
    requireInRoom(await accessRoom(write.tx, viewer, roomId, "room.read"), "room.delete");
    const room = write.rooms.get(roomId);
    if (!room) throw notFound();
    const members = await write.tx
      .select({ userId: chatMember.userId })
      .from(chatMember)
      .where(and(eq(chatMember.roomId, roomId), eq(chatMember.isActive, true)));
    const memberIds = members.map((member) => member.userId);
    await recordRoom(write, viewer, room, "room.deleted");
    logChange(write, room, "room.deleted", { actorId: viewer.userId, data: { memberIds } });
    const files = await dropFiles(write.tx, eq(chatFile.roomId, roomId));
    await write.tx.delete(roomKey).where(eq(roomKey.roomId, roomId));
    await deleteMessages(write.tx, roomId);
    await write.tx.delete(chatRoom).where(eq(chatRoom.id, roomId));
    return files;
  });
  await removeBytes(db, dropped);
  forgetRoomKeys(roomId);
  forgetLastMessage(roomId);
}

/** No statement of ours takes longer than a connection that fell silent is waited for, however long the room. */
async function deleteMessages(tx: Db, roomId: string): Promise<void> {
  const some = tx
    .select({ id: chatMessage.id })
    .from(chatMessage)
    .where(eq(chatMessage.roomId, roomId))
    .limit(deletedAtOnce);
  for (let gone = deletedAtOnce; gone === deletedAtOnce; ) {
    gone = (await tx.delete(chatMessage).where(inArray(chatMessage.id, some)).returning({ id: chatMessage.id })).length;
  }
}
