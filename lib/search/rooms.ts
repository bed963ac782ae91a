import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, chatMember, chatRoom, company, supportCase } from "#db/schema/index.ts";
import { standingOf } from "#lib/access/access-room.ts";
import { mayInRoom } from "#lib/access/policy.ts";
import { seesStaffNotes } from "#lib/access/staff-notes.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { Audience } from "#lib/messages/events.ts";
import { briefColumns, customer } from "#lib/support/view.ts";

/** Whether the viewer's company has search switched on. */
export async function hasSearch(db: Db, viewer: Viewer): Promise<boolean> {
  const [found] = await db
    .select({ isOn: company.searchEnabled })
    .from(company)
    .where(eq(company.id, viewer.companyId));
  return found?.isOn ?? false;
}

export type SearchableRooms = Awaited<ReturnType<typeof searchableRooms>>;

/**
 * Whether the viewer's company has search, the rooms that they may read now, and whose messages there: one statement,
 * with the same policy as the room's door.
 */
export async function searchableRooms(db: Db, viewer: Viewer, roomId?: string) {
  const rows = await db
    .select({
      isOn: company.searchEnabled,
      companyRole: appUser.role,
      room: { id: chatRoom.id, name: chatRoom.name, type: chatRoom.type },
      facts: { isActive: chatRoom.isActive, posting: chatRoom.posting, enrolment: chatRoom.enrolment },
      memberRole: chatMember.role,
      brief: briefColumns,
    })
    .from(company)
    .innerJoin(
      appUser,
      and(eq(appUser.id, viewer.userId), eq(appUser.companyId, company.id), eq(appUser.isActive, true)),
    )
    .leftJoin(chatRoom, and(eq(chatRoom.companyId, company.id), roomId ? eq(chatRoom.id, roomId) : mayBeSeen))
    .leftJoin(
      chatMember,
      and(eq(chatMember.roomId, chatRoom.id), eq(chatMember.userId, appUser.id), eq(chatMember.isActive, true)),
    )
    .leftJoin(supportCase, eq(supportCase.roomId, chatRoom.id))
    .leftJoin(customer, eq(customer.id, supportCase.customerId))
    .where(eq(company.id, viewer.companyId));
  const rooms = rows.flatMap(({ room, facts, memberRole, companyRole, brief }) => {
    if (!room || !facts) return [];
    const standing = standingOf(memberRole ?? undefined, companyRole, { ...room, ...facts });
    return standing && mayInRoom("room.read", standing, { ...room, ...facts })
      ? [[room.id, { room, brief }] as const]
      : [];
  });
  const audiences: Audience[] = rows.some((row) => seesStaffNotes(row.companyRole))
    ? ["everyone", "staff"]
    : ["everyone"];
  return { isOn: rows[0]?.isOn ?? false, rooms: new Map(rooms), audiences };
}

/** Leaves out what the policy would refuse anyway, so that a company's other rooms need not be read. */
const mayBeSeen = sql`(${chatRoom.type} = 'support' or exists (
  select from chat_member own where own.room_id = ${chatRoom.id} and own.user_id = ${appUser.id} and own.is_active))`;
