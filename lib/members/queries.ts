import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, chatMember } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { type MemberView, memberRoles } from "#lib/rooms/events.ts";

export const memberColumns = {
  userId: chatMember.userId,
  name: appUser.name,
  initials: appUser.initials,
  role: chatMember.role,
  companyRole: appUser.role,
  isActive: appUser.isActive,
};

const byRole = sql`array_position(array[${sql.join(
  memberRoles.map((role) => sql`${role}`),
  sql`, `,
)}]::text[], ${chatMember.role})`;

/** The members of a room by role, name and id. Throws the refusals of the room's door. */
export async function listMembers(db: Db, viewer: Viewer, { roomId }: { roomId: string }): Promise<MemberView[]> {
  const { room } = await accessRoom(db, viewer, roomId, "room.read");
  return membersOf(db, room.id);
}

/** The members of a room, without asking who wants them: callers have asked the door. */
export function membersOf(db: Db, roomId: string): Promise<MemberView[]> {
  return db
    .select({ ...memberColumns, lastReadSeq: chatMember.lastReadSeq })
    .from(chatMember)
    .innerJoin(appUser, eq(appUser.id, chatMember.userId))
    .where(and(eq(chatMember.roomId, roomId), eq(chatMember.isActive, true)))
    .orderBy(byRole, sql`${appUser.name} collate "C"`, asc(appUser.id));
}
