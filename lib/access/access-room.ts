import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, chatMember, chatRoom } from "#db/schema/index.ts";
import { mayInRoom, type RoomAction, roomPolicy, type Standing } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { forbidden, notFound } from "#lib/errors.ts";

const roomColumns = {
  id: chatRoom.id,
  companyId: chatRoom.companyId,
  type: chatRoom.type,
  name: chatRoom.name,
  isActive: chatRoom.isActive,
  posting: chatRoom.posting,
  enrolment: chatRoom.enrolment,
  topicEncrypted: chatRoom.topicEncrypted,
  topicRevision: chatRoom.topicRevision,
  lastSeq: chatRoom.lastSeq,
  messageCount: chatRoom.messageCount,
  createdAt: chatRoom.createdAt,
  updatedAt: chatRoom.updatedAt,
};

const memberColumns = {
  role: chatMember.role,
  isActive: chatMember.isActive,
  joinedSeq: chatMember.joinedSeq,
  lastReadSeq: chatMember.lastReadSeq,
  lastReadOrdinal: chatMember.lastReadOrdinal,
  notify: chatMember.notify,
  mutedUntil: chatMember.mutedUntil,
};

/** What a door's look at a room and the viewer in it gives. `member` is the viewer's own active membership. */
export type RoomAccess = NonNullable<Awaited<ReturnType<typeof lookAtRoom>>>;

/**
 * The one door to a room: gives it where the viewer may do this, in one statement.
 * Throws the refusal `not_found` for a room that the viewer may not see as for one that is not there,
 * and `forbidden` for an action that the policy denies them.
 */
export async function accessRoom(db: Db, viewer: Viewer, roomId: string, action: RoomAction): Promise<RoomAccess> {
  const access = await lookAtRoom(db, viewer, roomId);
  if (!access) throw notFound();
  requireInRoom(access, action);
  return access;
}

/** Throws `forbidden` unless the policy lets somebody of this standing do this here. */
export function requireInRoom({ room, standing }: Pick<RoomAccess, "room" | "standing">, action: RoomAction): void {
  if (mayInRoom(action, standing, room)) return;
  const why = room.isActive ? "" : " The room is archived.";
  throw forbidden(`You may not do this here: ${roomPolicy[action].says.toLowerCase()}.${why}`);
}

const prepareLook = (db: Db) =>
  db
    .select({ room: roomColumns, member: memberColumns, companyRole: appUser.role })
    .from(chatRoom)
    .innerJoin(
      appUser,
      and(
        eq(appUser.id, sql.placeholder("userId")),
        eq(appUser.companyId, chatRoom.companyId),
        eq(appUser.isActive, true),
      ),
    )
    .leftJoin(
      chatMember,
      and(
        eq(chatMember.roomId, chatRoom.id),
        eq(chatMember.userId, sql.placeholder("userId")),
        eq(chatMember.isActive, true),
      ),
    )
    .where(
      and(
        eq(chatRoom.id, sql.placeholder("roomId")),
        eq(chatRoom.companyId, sql`${sql.placeholder("companyId")}::uuid`),
      ),
    )
    .prepare(""); // without a name: the connection gives statements theirs

/** To put the statement together takes drizzle as long as PostgreSQL takes to answer it: once a database will do. */
const prepared = new WeakMap<Db, ReturnType<typeof prepareLook>>();

async function lookAtRoom(db: Db, { userId, companyId }: Viewer, roomId: string) {
  const look = prepared.get(db) ?? prepareLook(db);
  prepared.set(db, look);
  const [found] = await look.execute({ userId, companyId, roomId });
  if (!found) return null;
  const { room, member, companyRole } = found;
  const standing = standingOf(member?.role, companyRole, room);
  return standing && { room, member, companyRole, standing };
}

/** How somebody stands to a room; null for a room that they may not see. */
export function standingOf(
  memberRole: Standing | undefined,
  companyRole: Viewer["role"],
  room: Pick<typeof chatRoom.$inferSelect, "type" | "enrolment">,
): Standing | null {
  if (memberRole) return memberRole;
  if (companyRole === "customer") return null;
  if (room.type === "support" && (companyRole === "agent" || companyRole === "admin")) return "agent";
  if (room.type === "company" && room.enrolment === "open") return "browser";
  return null;
}
