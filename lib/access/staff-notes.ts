import { eq, type SQL, sql } from "drizzle-orm";
import { chatMessage, chatRoom } from "#db/schema/index.ts";
import type { CompanyRole } from "#lib/rooms/events.ts";

/** Staff notes are for everyone in a support room but its customer. */
export const seesStaffNotes = (role: CompanyRole): boolean => role !== "customer";

/** The condition under which messages may be read by somebody of this company role; none for staff. */
export function readableBy(role: CompanyRole): SQL | undefined {
  return seesStaffNotes(role) ? undefined : eq(chatMessage.audience, "everyone");
}

/** When a room last changed; a support room, when it last changed in a way that its customer could see. */
export const publicUpdatedAt = sql`(case when ${chatRoom.type} <> 'support' then ${chatRoom.updatedAt} else coalesce((
  select c.created_at from room_change c left join chat_message m on m.id = c.message_id
  where c.room_id = ${chatRoom.id} and m.audience is distinct from 'staff' order by c.seq desc limit 1
), ${chatRoom.createdAt}) end)`.mapWith(chatRoom.updatedAt);

/** When a room last changed, as far as somebody of this company role may know. */
export function updatedAtFor(role: CompanyRole) {
  return seesStaffNotes(role) ? chatRoom.updatedAt : publicUpdatedAt;
}
