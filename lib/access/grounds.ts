import { standingOf } from "#lib/access/access-room.ts";
import { mayInRoom, type RoomAction, type RoomFacts } from "#lib/access/policy.ts";
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
 * the database hold them against what is true, in the very statement that writes.
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

/** Grounds as the database's `post_messages` writes them down. */
export function groundsText({ companyRole, memberRole, room }: Grounds): string {
  const isActive = room.isActive ? "t" : "f";
  return [companyRole, memberRole ?? "-", room.type, isActive, room.posting, room.enrolment ?? "-"].join(" ");
}
