import { type SQL, sql } from "drizzle-orm";
import { standingOf } from "#lib/access/access-room.ts";
import { mayInRoom, type RoomAction, type RoomFacts } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { BoundedMap } from "#lib/bounded-map.ts";
import type { CompanyRole, MemberRole } from "#lib/rooms/events.ts";

/** All that the policy looks at when somebody wants to do something in a room. */
export type Grounds = {
  companyRole: CompanyRole;
  memberRole: MemberRole | null;
  room: RoomFacts & { enrolment: "everyone" | "open" | null };
};

const key = Symbol.for("parley.grounds");
const held = globalThis as { [key]?: BoundedMap<string, Grounds> };
const known = () => (held[key] ??= new BoundedMap(50_000));

/**
 * The grounds on which this person was last let into this room. They may be out of date: whoever decides on them has
 * the database hold them against what is true, in the very statement that reads or writes.
 */
export const knownGrounds = (userId: string, roomId: string): Grounds | undefined => known().get(`${userId} ${roomId}`);

export function rememberGrounds(userId: string, roomId: string, { companyRole, memberRole, room }: Grounds): void {
  const { type, isActive, posting, enrolment } = room;
  known().set(`${userId} ${roomId}`, { companyRole, memberRole, room: { type, isActive, posting, enrolment } });
}

export function forgetGrounds(userId: string, roomId: string): void {
  known().delete(`${userId} ${roomId}`);
}

/** Whether the policy lets somebody do this on these grounds. */
export function mayOn({ companyRole, memberRole, room }: Grounds, action: RoomAction): boolean {
  const standing = standingOf(memberRole ?? undefined, companyRole, room);
  return standing !== null && mayInRoom(action, standing, room);
}

/** That these are the viewer's grounds still: the condition of a statement that is to do nothing where they are not. */
export const stillHold = ({ userId, companyId }: Viewer, roomId: string, grounds: Grounds): SQL =>
  sql`exists (select from chat_room r
    join app_user u on u.id = ${userId} and u.company_id = r.company_id and u.is_active
    left join chat_member m on m.room_id = r.id and m.user_id = u.id and m.is_active
    where r.id = ${roomId} and r.company_id = ${companyId} and ${groundsText(grounds)} =
      concat_ws(' ', u.role, coalesce(m.role, '-'), r.type, r.is_active, r.posting, coalesce(r.enrolment, '-')))`;

/** Grounds as `stillHold` and the database's `post_messages` write them down. */
export function groundsText({ companyRole, memberRole, room }: Grounds): string {
  const isActive = room.isActive ? "t" : "f";
  return [companyRole, memberRole ?? "-", room.type, isActive, room.posting, room.enrolment ?? "-"].join(" ");
}
