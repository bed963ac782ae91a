import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { appUser, chatMember, chatMessage, chatRoom, type roomChange, supportCase } from "#db/schema/index.ts";
import { publicUpdatedAt, seesStaffNotes } from "#lib/access/staff-notes.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { memberColumns } from "#lib/members/queries.ts";
import { type Calls, callsOf, type MessageView } from "#lib/messages/events.ts";
import { viewMessages } from "#lib/messages/queries.ts";
import type { Change, ChangePayload } from "#lib/realtime/events.ts";
import type { CompanyRole, MemberView, RoomType, RoomView } from "#lib/rooms/events.ts";
import { roomView } from "#lib/rooms/view.ts";
import { briefColumns, customer } from "#lib/support/view.ts";

export type ChangeRow = typeof roomChange.$inferSelect;

/** A change as staff see it, and whether it is of a staff note, which its customer may not see. */
export type DescribedChange = { change: Change; isStaffNote: boolean };

/** A change of the log with what it refers to; `roomType` is null where the room is gone, or is no matter. */
export type LoggedChange = { row: ChangeRow; roomType: RoomType | null; described: DescribedChange };

/** What changes refer to, as it is now. */
type Things = {
  messages: Map<string, MessageView>;
  staffNotes: Set<string>;
  members: Map<string, MemberView>;
  rooms: Map<string, RoomView>;
};

/**
 * Turns rows of a company's log into what clients receive: each opened once, with the message, member or room as it is
 * now. At most five statements, however many rows. Whoever gets them must be allowed to see them: callers see to it.
 */
export async function describeChanges(db: Db, companyId: string, rows: ChangeRow[]): Promise<DescribedChange[]> {
  const things = await loadThings(db, companyId, rows);
  return rows.map((row) => {
    const { roomId, seq, actorId, messageId } = row;
    const payload = payloadOf(row, things);
    const change: Change = payload
      ? { roomId, seq, at: row.createdAt.toISOString(), actorId, ...payload }
      : { roomId, seq, kind: "hidden" };
    return { change, isStaffNote: messageId !== null && things.staffNotes.has(messageId) };
  });
}

/** A change as somebody of this company role may see it: of a staff note, a customer gets the number alone. */
export function changeAsSeenBy(role: CompanyRole, { change, isStaffNote }: DescribedChange): Change {
  if (!isStaffNote || seesStaffNotes(role)) return change;
  return { roomId: change.roomId, seq: change.seq, kind: "hidden" };
}

/** Null for a change whose thing is gone by now: its room was deleted since. */
function payloadOf(row: ChangeRow, { messages, members, rooms }: Things): ChangePayload | null {
  const message = row.messageId ? messages.get(row.messageId) : undefined;
  const { userId, reaction } = row.data;
  switch (row.kind) {
    case "message.posted":
      return message ? { kind: row.kind, message, ...callsOf(row.data) } : null;
    case "message.edited":
      return message ? { kind: row.kind, message } : null;
    case "message.deleted":
      return message ? deletionOf(message, callsOf(row.data)) : null;
    case "reaction.added":
    case "reaction.removed":
      return row.messageId && reaction && userId
        ? { kind: row.kind, messageId: row.messageId, reaction, userId }
        : null;
    case "member.added":
    case "member.changed": {
      const member = members.get(`${row.roomId} ${userId}`);
      return member ? { kind: row.kind, member } : null;
    }
    case "member.removed":
      return userId ? { kind: row.kind, userId } : null;
    case "room.changed": {
      const room = rooms.get(row.roomId);
      return room ? { kind: row.kind, room } : null;
    }
    case "room.deleted":
      return null;
  }
}

function deletionOf({ id, seq, sender, deletedAt }: MessageView, calls: Calls): ChangePayload | null {
  if (!deletedAt) return null;
  const deletion = { messageId: id, messageSeq: seq, senderId: sender?.id ?? null, deletedAt };
  return { kind: "message.deleted", ...deletion, ...calls };
}

async function loadThings(db: Db, companyId: string, rows: ChangeRow[]): Promise<Things> {
  const messageIds = new Set<string>();
  const reactedIds = new Set<string>();
  const memberRooms = new Set<string>();
  const memberIds = new Set<string>();
  const changedRooms = new Set<string>();
  for (const { kind, messageId, roomId, data } of rows) {
    if (messageId && kind.startsWith("message.")) messageIds.add(messageId);
    if (messageId && kind.startsWith("reaction.")) reactedIds.add(messageId);
    if (kind === "room.changed") changedRooms.add(roomId);
    if (data.userId && (kind === "member.added" || kind === "member.changed")) {
      memberRooms.add(roomId);
      memberIds.add(data.userId);
    }
  }
  const roomIds = rows.map((row) => row.roomId);
  const views =
    messageIds.size > 0 ? await viewMessages(db, companyId, roomIds, oneOf(chatMessage.id, [...messageIds])) : [];
  const notes = views.filter((view) => view.audience === "staff").map((view) => view.id);
  return {
    messages: new Map(views.map((view) => [view.id, view])),
    staffNotes: new Set([...notes, ...(await findStaffNotes(db, [...reactedIds]))]),
    members: await loadMembers(db, [...memberRooms], [...memberIds]),
    rooms: await loadRooms(db, companyId, [...changedRooms]),
  };
}

async function findStaffNotes(db: Db, messageIds: string[]): Promise<string[]> {
  if (messageIds.length === 0) return [];
  const rows = await db
    .select({ id: chatMessage.id })
    .from(chatMessage)
    .where(and(oneOf(chatMessage.id, messageIds), eq(chatMessage.audience, "staff")));
  return rows.map((row) => row.id);
}

async function loadMembers(db: Db, roomIds: string[], userIds: string[]): Promise<Map<string, MemberView>> {
  if (roomIds.length === 0) return new Map();
  const rows = await db
    .select({ roomId: chatMember.roomId, view: memberColumns })
    .from(chatMember)
    .innerJoin(appUser, eq(appUser.id, chatMember.userId))
    .where(and(oneOf(chatMember.roomId, roomIds), oneOf(chatMember.userId, userIds)));
  return new Map(rows.map(({ roomId, view }) => [`${roomId} ${view.userId}`, view]));
}

async function loadRooms(db: Db, companyId: string, roomIds: string[]): Promise<Map<string, RoomView>> {
  if (roomIds.length === 0) return new Map();
  const rows = await db
    .select({ room: chatRoom, updatedAt: publicUpdatedAt, brief: briefColumns })
    .from(chatRoom)
    .leftJoin(supportCase, eq(supportCase.roomId, chatRoom.id))
    .leftJoin(customer, eq(customer.id, supportCase.customerId))
    .where(oneOf(chatRoom.id, roomIds));
  const keys = await roomKeys(db, companyId, roomIds);
  return new Map(
    rows.map(({ room, updatedAt, brief }) => [room.id, roomView({ ...room, updatedAt }, keys.get(room.id), brief)]),
  );
}
