import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMember, chatRoom, companyLog, roomChange, supportCase } from "#db/schema/index.ts";
import { accessRoom, type RoomAccess } from "#lib/access/access-room.ts";
import { updatedAtFor } from "#lib/access/staff-notes.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { type RoomKeys, roomKeys } from "#lib/crypto/room-keys.ts";
import { membersOf } from "#lib/members/queries.ts";
import { mentionCount, unreadCount } from "#lib/read-marks/unread.ts";
import { encodeCursor } from "#lib/realtime/cursor.ts";
import type { MemberView, OwnMembership, RoomListEntry, RoomView } from "#lib/rooms/events.ts";
import { lastMessages } from "#lib/rooms/last-messages.ts";
import { type ListRow, listRows } from "#lib/rooms/list-rows.ts";
import { nothingUnread, type UnreadCounts, unreadCounts } from "#lib/rooms/unread-counts.ts";
import { roomView, viewOfRow } from "#lib/rooms/view.ts";
import { type BriefRow, briefColumns, customer } from "#lib/support/view.ts";

/**
 * The viewer's rooms with exact unread counts and last messages, the most recently active first, and the cursor from
 * which a stream goes on from this very state. Four statements and one for the keys, however many rooms, fewer where
 * nothing happened since the last time; the snapshot is one.
 */
export function listRooms(db: Db, viewer: Viewer): Promise<{ rooms: RoomListEntry[]; cursor: string }> {
  return db.transaction(
    async (transaction) => {
      const tx = transaction as unknown as Db;
      const cursor = await headCursor(tx, viewer.companyId);
      const rows = await listRows(tx, viewer);
      const unread = await unreadCounts(tx, rows);
      const last = await lastMessages(tx, viewer, rows);
      const sealed = rows.filter(({ topicEncrypted, brief }) => topicEncrypted || brief?.subjectEncrypted);
      const keys = await roomKeys(
        tx,
        viewer.companyId,
        sealed.map(({ id }) => id),
      );
      const rooms = rows.map((row) => ({
        ...viewOfRow(row, keys.get(row.id), briefRow(row)),
        role: row.role,
        lastReadSeq: row.lastReadSeq,
        ...(unread.get(row.id) ?? nothingUnread),
        notify: row.notify,
        mutedUntil: row.mutedUntil,
        lastMessage: last.get(row.id) ?? null,
        ...(row.type === "direct" && { with: row.other ?? { id: viewer.userId, name: viewer.name, initials: null } }),
      }));
      return { rooms, cursor };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

function briefRow({ brief }: ListRow): BriefRow | undefined {
  if (!brief) return undefined;
  const { subjectEncrypted } = brief;
  return { ...brief, subjectEncrypted: subjectEncrypted === null ? null : Buffer.from(subjectEncrypted, "hex") };
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
  const counts = await countUnread(db, viewer.userId, room.id);
  return { role, joinedSeq, lastReadSeq, ...counts, notify, mutedUntil: mutedUntil?.toISOString() ?? null };
}

/** The exact number of unread messages of one member, and of those among them that call them. */
export async function countUnread(db: Db, userId: string, roomId: string): Promise<UnreadCounts> {
  const [row] = await db
    .select({ unread: unreadCount, mentions: mentionCount })
    .from(chatMember)
    .innerJoin(chatRoom, eq(chatRoom.id, chatMember.roomId))
    .where(and(eq(chatMember.roomId, roomId), eq(chatMember.userId, userId)));
  return row ?? nothingUnread;
}
