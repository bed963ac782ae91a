import type { chatRoom } from "#db/schema/index.ts";
import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import { openText } from "#lib/crypto/room-text.ts";
import type { Place } from "#lib/crypto/seal.ts";
import type { RoomView } from "#lib/rooms/events.ts";
import { type BriefRow, briefOf } from "#lib/support/view.ts";

type Room = Pick<
  typeof chatRoom.$inferSelect,
  | "id"
  | "companyId"
  | "type"
  | "name"
  | "isActive"
  | "posting"
  | "enrolment"
  | "topicEncrypted"
  | "topicRevision"
  | "lastSeq"
  | "createdAt"
  | "updatedAt"
>;

/** A room with its times as they are shown. */
export type RoomRow = Omit<Room, "createdAt" | "updatedAt"> & { createdAt: string; updatedAt: string };

/** Where a room's topic is sealed. */
export const topicPlace = (room: Pick<Room, "id" | "companyId">, revision: number): Place => ({
  companyId: room.companyId,
  roomId: room.id,
  itemId: room.id,
  senderId: null,
  field: "topic",
  revision,
});

/** A room as every member sees it, its topic opened, and of a support room the subject. */
export function roomView(room: Room, keys: RoomKeys | undefined, brief?: BriefRow): RoomView {
  const times = { createdAt: room.createdAt.toISOString(), updatedAt: room.updatedAt.toISOString() };
  return viewOfRow({ ...room, ...times }, keys, brief);
}

/** `roomView` of a row that has its times as text. */
export function viewOfRow(room: RoomRow, keys: RoomKeys | undefined, brief?: BriefRow): RoomView {
  const supportCase = briefOf(brief, room, keys);
  const topic =
    room.topicEncrypted && openText(keys, "everyone", topicPlace(room, room.topicRevision), room.topicEncrypted);
  return {
    id: room.id,
    type: room.type,
    name: room.name,
    topic,
    isActive: room.isActive,
    posting: room.posting,
    enrolment: room.enrolment,
    lastSeq: room.lastSeq,
    createdAt: room.createdAt,
    updatedAt: room.updatedAt,
    ...(supportCase && { case: supportCase }),
  };
}
