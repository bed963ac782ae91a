import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { appUser, chatMember, chatMessage, chatRoom, companyLog, roomChange, supportCase } from "#db/schema/index.ts";
import { accessRoom, type RoomAccess } from "#lib/access/access-room.ts";
import { seesStaffNotes, updatedAtFor } from "#lib/access/staff-notes.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { type RoomKeys, roomKeys } from "#lib/crypto/room-keys.ts";
import { membersOf } from "#lib/members/queries.ts";
import { messageRows } from "#lib/messages/rows.ts";
import { viewOf } from "#lib/messages/view.ts";
import { unreadCount } from "#lib/read-marks/unread.ts";
import { encodeCursor } from "#lib/realtime/cursor.ts";
import type { MemberView, OwnMembership, RoomListEntry, RoomView } from "#lib/rooms/events.ts";
import { roomView } from "#lib/rooms/view.ts";
import { briefColumns, customer } from "#lib/support/view.ts";

const other = alias(chatMember, "other");
const otherUser = alias(appUser, "other_user");

/**
 * The viewer's rooms with exact unread counts and last messages, the most recently active first, and the cursor from
 * which a stream goes on from this very state. Three statements, however many rooms; the snapshot is one.
 */
export function listRooms(db: Db, viewer: Viewer): Promise<{ rooms: RoomListEntry[]; cursor: string }> {
  return db.transaction(
    async (transaction) => {
      const tx = transaction as unknown as Db;
      const cursor = await headCursor(tx, viewer.companyId);
      const rows = await roomRows(tx, viewer);
      const keys = await roomKeys(
        tx,
        viewer.companyId,
        rows.map(({ room }) => room.id),
      );
      const last = await lastMessages(tx, viewer);
      const rooms = rows.map((row): RoomListEntry => {
        const message = last.get(row.room.id);
        const roomKey = keys.get(row.room.id);
        return {
          ...roomView({ ...row.room, updatedAt: row.updatedAt }, roomKey, row.brief),
          ...row.own,
          mutedUntil: row.own.mutedUntil?.toISOString() ?? null,
          mentions: 0,
          lastMessage: message ? viewOf(message, viewer.companyId, roomKey) : null,
          ...(row.room.type === "direct" && { with: withOf(row, viewer) }),
        };
      });
      return { rooms, cursor };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

function roomRows(db: Db, viewer: Viewer) {
  return db
    .select({
      room: chatRoom,
      updatedAt: updatedAtFor(viewer.role),
      brief: briefColumns,
      own: {
        role: chatMember.role,
        lastReadSeq: chatMember.lastReadSeq,
        unread: unreadCount,
        notify: chatMember.notify,
        mutedUntil: chatMember.mutedUntil,
      },
      otherId: otherUser.id,
      otherName: otherUser.name,
      otherInitials: otherUser.initials,
    })
    .from(chatMember)
    .innerJoin(chatRoom, eq(chatRoom.id, chatMember.roomId))
    .leftJoin(
      other,
      and(eq(chatRoom.type, "direct"), eq(other.roomId, chatRoom.id), sql`${other.userId} <> ${viewer.userId}::uuid`),
    )
    .leftJoin(otherUser, eq(otherUser.id, other.userId))
    .leftJoin(supportCase, eq(supportCase.roomId, chatRoom.id))
    .leftJoin(customer, eq(customer.id, supportCase.customerId))
    .where(
      and(
        eq(chatMember.userId, viewer.userId),
        eq(chatMember.isActive, true),
        eq(chatRoom.companyId, viewer.companyId),
      ),
    )
    .orderBy(desc(updatedAtFor(viewer.role)), desc(chatRoom.id));
}

type Other = { otherId: string | null; otherName: string | null; otherInitials: string | null };

function withOf({ otherId, otherName, otherInitials }: Other, viewer: Viewer) {
  return { id: otherId ?? viewer.userId, name: otherName ?? viewer.name, initials: otherInitials };
}

/**
 * The newest message of each of the viewer's rooms, system lines aside: the one whose ordinal is the room's count, or
 * for a customer the last that is no staff note.
 */
async function lastMessages(db: Db, viewer: Viewer) {
  const newestPublic = sql`(select p.ordinal from chat_message p where p.room_id = ${chatRoom.id}
    and p.ordinal is not null and p.audience = 'everyone' order by p.ordinal desc limit 1)`;
  const ordinal = seesStaffNotes(viewer.role) ? chatRoom.messageCount : newestPublic;
  const newest = db
    .select({ id: chatMessage.id })
    .from(chatMember)
    .innerJoin(chatRoom, eq(chatRoom.id, chatMember.roomId))
    .innerJoin(chatMessage, and(eq(chatMessage.roomId, chatRoom.id), eq(chatMessage.ordinal, ordinal)))
    .where(and(eq(chatMember.userId, viewer.userId), eq(chatMember.isActive, true)));
  const rows = await messageRows(db, sql`${chatMessage.id} in ${newest}`);
  return new Map(rows.map((row) => [row.message.roomId, row]));
}

async function headCursor(db: Db, companyId: string): Promise<string> {
  const [row] = await db
    .select({ head: companyLog.head, createdAt: roomChange.createdAt })
    .from(companyLog)
    .leftJoin(roomChange, and(eq(roomChange.companyId, companyLog.companyId), eq(roomChange.pos, companyLog.head)))
    .where(eq(companyLog.companyId, companyId));
  return encodeCursor(row?.head ?? 0, row?.createdAt ?? null);
}

/** The open company rooms that the viewer could join. */
export async function browseRooms(db: Db, viewer: Viewer): Promise<RoomView[]> {
  if (viewer.role === "customer") return [];
  const rows = await db
    .select({ room: chatRoom })
    .from(chatRoom)
    .leftJoin(
      chatMember,
      and(eq(chatMember.roomId, chatRoom.id), eq(chatMember.userId, viewer.userId), eq(chatMember.isActive, true)),
    )
    .where(
      and(
        eq(chatRoom.companyId, viewer.companyId),
        eq(chatRoom.type, "company"),
        eq(chatRoom.enrolment, "open"),
        eq(chatRoom.isActive, true),
        isNull(chatMember.id),
      ),
    )
    .orderBy(chatRoom.name);
  const keys = await roomKeys(
    db,
    viewer.companyId,
    rows.map(({ room }) => room.id),
  );
  return rows.map(({ room }) => roomView(room, keys.get(room.id)));
}

export type OpenedRoom = {
  room: RoomView & { with?: { id: string; name: string } };
  me: OwnMembership | null;
  members: MemberView[];
};

/** A room with its members and one's own standing in it. Throws the refusals of the room's door. */
export async function openRoom(db: Db, viewer: Viewer, { roomId }: { roomId: string }): Promise<OpenedRoom> {
  const access = await accessRoom(db, viewer, roomId, "room.read");
  const members = await membersOf(db, roomId);
  const keys = (await roomKeys(db, viewer.companyId, [roomId])).get(roomId);
  const view = access.room.type === "support" ? await viewSupportRoom(db, access, keys) : roomView(access.room, keys);
  const room = view.type === "direct" ? { ...view, with: otherOf(members, viewer) } : view;
  return { room, me: access.member && (await ownMembership(db, viewer, access)), members };
}

async function viewSupportRoom(db: Db, { room, companyRole }: RoomAccess, keys: RoomKeys | undefined) {
  const [found] = await db
    .select({ brief: briefColumns, updatedAt: updatedAtFor(companyRole) })
    .from(chatRoom)
    .innerJoin(supportCase, eq(supportCase.roomId, chatRoom.id))
    .innerJoin(customer, eq(customer.id, supportCase.customerId))
    .where(eq(chatRoom.id, room.id));
  return roomView({ ...room, updatedAt: found?.updatedAt ?? room.createdAt }, keys, found?.brief);
}

/** The other of a direct room's two; oneself in notes to oneself. */
export function otherOf(members: MemberView[], viewer: Viewer) {
  const found = members.find((member) => member.userId !== viewer.userId);
  return { id: found?.userId ?? viewer.userId, name: found?.name ?? viewer.name };
}

async function ownMembership(db: Db, viewer: Viewer, { room, member }: RoomAccess): Promise<OwnMembership> {
  if (!member) throw new Error("ownMembership wants a member");
  const { role, joinedSeq, lastReadSeq, notify, mutedUntil } = member;
  const unread = await countUnread(db, viewer.userId, room.id);
  return { role, joinedSeq, lastReadSeq, unread, notify, mutedUntil: mutedUntil?.toISOString() ?? null };
}

/** The exact number of unread messages of one member. */
export async function countUnread(db: Db, userId: string, roomId: string): Promise<number> {
  const [row] = await db
    .select({ unread: unreadCount })
    .from(chatMember)
    .innerJoin(chatRoom, eq(chatRoom.id, chatMember.roomId))
    .where(and(eq(chatMember.roomId, roomId), eq(chatMember.userId, userId)));
  return row?.unread ?? 0;
}
