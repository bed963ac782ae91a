import { and, eq, inArray, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatRoom } from "#db/schema/index.ts";
import { findColleague, findMember, roleFor } from "#lib/members/commands.ts";
import { enrol } from "#lib/members/enrol.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import type { LoggedWrite } from "#lib/realtime/log.ts";

/**
 * The rooms that somebody new joins: those that their invite names, and those in which everyone of the company is
 * enrolled. They are what `writeLogged` has to lock before `joinRooms`.
 */
export async function roomsToJoin(db: Db, companyId: string, invitedTo: string[]): Promise<string[]> {
  const rooms = await db
    .select({ id: chatRoom.id })
    .from(chatRoom)
    .where(
      and(
        eq(chatRoom.companyId, companyId),
        inArray(chatRoom.type, ["group", "company"]),
        or(eq(chatRoom.enrolment, "everyone"), inArray(chatRoom.id, invitedTo)),
      ),
    );
  return rooms.map((room) => room.id);
}

/**
 * Makes somebody who has just accepted an invite a member of the locked rooms. Archived ones are passed over, and for
 * a customer all that the invite does not name.
 */
export async function joinRooms(
  write: LoggedWrite,
  { userId, invitedTo }: { userId: string; invitedTo: string[] },
): Promise<void> {
  const person = await findColleague(write.tx, write.companyId, userId);
  const role = roleFor(person.role, undefined);
  for (const room of write.rooms.values()) {
    if (!room.isActive || (role === "guest" && !invitedTo.includes(room.id))) continue;
    if ((await findMember(write.tx, { roomId: room.id, userId }))?.isMember) continue;
    await enrol(write, room, [{ userId, role }], userId);
    const text = `${person.name} joined`;
    await writeSystemLines(write, room, [{ event: "member_joined", text, actorId: userId, userId }]);
  }
}
