import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, chatMember } from "#db/schema/index.ts";
import { accessRoom, type RoomAccess, requireInRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { forbidden, invalid, notFound, Refusal } from "#lib/errors.ts";
import { dismiss, enrol } from "#lib/members/enrol.ts";
import { memberColumns } from "#lib/members/queries.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import { type LockedRoom, type LoggedWrite, logChange } from "#lib/realtime/log.ts";
import { writeLogged } from "#lib/realtime/writer.ts";
import type { CompanyRole, MemberRole, MemberView } from "#lib/rooms/events.ts";

type Named = { roomId: string; userId: string };

/**
 * Adds somebody to a room, or oneself to an open company room. Adding a member again changes nothing.
 * Throws the refusals of the room's door; `not_found` for somebody who is not of the company; `forbidden` for a role
 * above what the viewer may give.
 */
export async function addMember(
  db: Db,
  viewer: Viewer,
  input: Named & { role?: MemberRole | undefined },
): Promise<{ member: MemberView; added: boolean }> {
  const isSelf = input.userId === viewer.userId;
  return writeLogged(db, viewer.companyId, [input.roomId], async (write) => {
    const access = await accessRoom(write.tx, viewer, input.roomId, isSelf ? "room.see" : "room.read");
    const earlier = await findMember(write.tx, input);
    if (isSelf && earlier?.isMember) return { member: earlier.view, added: false };
    requireInRoom(access, isSelf ? "member.join" : "member.add");
    const person = await findColleague(write.tx, viewer.companyId, input.userId);
    if (earlier?.isMember) return { member: earlier.view, added: false };
    const role = roleFor(person.role, isSelf ? undefined : input.role);
    if (!isSelf) requireGrant(access, role);
    const room = lockedRoom(write, input.roomId);
    await enrol(write, room, [{ userId: person.id, role }], viewer.userId);
    const text = isSelf ? `${viewer.name} joined` : `${viewer.name} added ${person.name}`;
    const event = isSelf ? "member_joined" : "member_added";
    await writeSystemLines(write, room, [{ event, text, actorId: viewer.userId, userId: person.id }]);
    const { id: userId, name, initials, role: companyRole, isActive } = person;
    return { member: { userId, name, initials, role, companyRole, isActive }, added: true };
  });
}

/**
 * Changes a member's role. Throws the refusals of the room's door; `forbidden` where an admin would make or unmake an
 * owner, or somebody raise themself; `last_owner`.
 */
export async function changeMember(db: Db, viewer: Viewer, input: Named & { role: MemberRole }): Promise<MemberView> {
  return writeLogged(db, viewer.companyId, [input.roomId], async (write) => {
    const access = await accessRoom(write.tx, viewer, input.roomId, "room.read");
    const target = await requireMember(write.tx, input);
    requireInRoom(access, "member.change");
    requireGrant(access, target.view.role);
    requireGrant(access, input.role);
    if (target.view.companyRole === "customer" && input.role !== "guest")
      throw invalid("role", "is guest for a customer, and stays so");
    if (target.view.role === input.role) return target.view;
    if (target.view.role === "owner") await requireAnotherOwner(write.tx, input);
    await write.tx
      .update(chatMember)
      .set({ role: input.role, updatedAt: sql`now()` })
      .where(eq(chatMember.id, target.id));
    await logRole(write, lockedRoom(write, input.roomId), viewer, { ...target.view, role: input.role });
    return { ...target.view, role: input.role };
  });
}

/** Logs that a member of a locked room has another role now, and says so in the room unless it is archived. */
export async function logRole(
  write: LoggedWrite,
  room: LockedRoom,
  { userId: actorId, name: actor }: Viewer,
  { userId, name, role }: Pick<MemberView, "userId" | "name" | "role">,
): Promise<void> {
  logChange(write, room, "member.changed", { actorId, data: { userId } });
  if (!room.isActive) return;
  const text = `${actor} made ${name} ${articled[role]}`;
  await writeSystemLines(write, room, [{ event: "role_changed", text, actorId, userId }]);
}

const articled: Record<MemberRole, string> = {
  owner: "an owner",
  admin: "an admin",
  member: "a member",
  guest: "a guest",
};

/**
 * Removes a member, or oneself. Throws the refusals of the room's door; `forbidden` where an admin would remove an
 * owner; `last_owner`.
 */
export async function removeMember(db: Db, viewer: Viewer, input: Named): Promise<void> {
  const isSelf = input.userId === viewer.userId;
  await writeLogged(db, viewer.companyId, [input.roomId], async (write) => {
    const access = await accessRoom(write.tx, viewer, input.roomId, "room.read");
    const target = await requireMember(write.tx, input);
    requireInRoom(access, isSelf ? "member.leave" : "member.remove");
    if (!isSelf) requireGrant(access, target.view.role);
    if (target.view.role === "owner") await requireAnotherOwner(write.tx, input);
    const room = lockedRoom(write, input.roomId);
    await dismiss(write, room, target.id, input.userId, viewer.userId);
    const text = isSelf ? `${viewer.name} left` : `${viewer.name} removed ${target.view.name}`;
    const event = isSelf ? "member_left" : "member_removed";
    await writeSystemLines(write, room, [{ event, text, actorId: viewer.userId, userId: input.userId }]);
  });
}

/** Somebody active of a company. Throws `not_found` for anyone else. */
export async function findColleague(db: Db, companyId: string, userId: string) {
  const [person] = await db
    .select()
    .from(appUser)
    .where(and(eq(appUser.id, userId), eq(appUser.companyId, companyId), eq(appUser.isActive, true)));
  if (!person) throw notFound();
  return person;
}

/** A customer is a guest wherever they are; others are members where nothing else is said. */
export function roleFor(companyRole: CompanyRole, wanted: MemberRole | undefined): MemberRole {
  if (companyRole !== "customer") return wanted ?? "member";
  if (wanted && wanted !== "guest") throw invalid("role", "is guest for a customer");
  return "guest";
}

/** Only an owner deals with owners, and nobody gives more than they have. */
function requireGrant({ standing }: RoomAccess, role: MemberRole): void {
  if (role === "owner" && standing !== "owner") throw forbidden("Only an owner makes, changes or removes owners.");
}

async function requireAnotherOwner(db: Db, { roomId, userId }: Named): Promise<void> {
  const [other] = await db
    .select({ id: chatMember.id })
    .from(chatMember)
    .innerJoin(appUser, and(eq(appUser.id, chatMember.userId), eq(appUser.isActive, true)))
    .where(
      and(
        eq(chatMember.roomId, roomId),
        eq(chatMember.role, "owner"),
        eq(chatMember.isActive, true),
        sql`${chatMember.userId} <> ${userId}::uuid`,
      ),
    )
    .limit(1);
  if (!other) throw new Refusal("last_owner", "A room needs an owner. Make somebody else an owner first.");
}

async function requireMember(db: Db, input: Named) {
  const member = await findMember(db, input);
  if (!member?.isMember) throw notFound();
  return member;
}

export async function findMember(db: Db, { roomId, userId }: Named) {
  const [found] = await db
    .select({ id: chatMember.id, isMember: chatMember.isActive, view: memberColumns })
    .from(chatMember)
    .innerJoin(appUser, eq(appUser.id, chatMember.userId))
    .where(and(eq(chatMember.roomId, roomId), eq(chatMember.userId, userId)));
  return found;
}

function lockedRoom(write: LoggedWrite, roomId: string): LockedRoom {
  const room = write.rooms.get(roomId);
  if (!room) throw notFound();
  return room;
}
