import { and, eq, inArray, notExists, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMember, chatRoom } from "#db/schema/index.ts";
import { findColleague, roleFor } from "#lib/members/commands.ts";
import { enrol } from "#lib/members/enrol.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import { type LoggedWrite, lockRooms } from "#lib/realtime/log.ts";
import type { MemberRole } from "#lib/rooms/events.ts";

type Joining = { userId: string; invitedTo: string[] };

/**
 * Makes somebody who is new, or active again, a member of the rooms that their invite names and, but for a customer, of
 * those in which everyone is enrolled. Where they were before, and left or were removed, they stay out. The caller holds
 * the company's people (`lockPeople`) and no room yet.
 */
export async function joinRooms(write: LoggedWrite, { userId, invitedTo }: Joining): Promise<void> {
  const { tx, companyId } = write;
  const person = await findColleague(tx, companyId, userId);
  const role = roleFor(person.role, undefined);
  const { rooms } = await lockRooms(tx, companyId, await roomsToJoin(tx, companyId, role, { userId, invitedTo }));
  for (const room of rooms.values()) {
    write.rooms.set(room.id, room);
    await enrol(write, room, [{ userId, role }], userId);
    if (!room.isActive) continue;
    const text = `${person.name} joined`;
    await writeSystemLines(write, room, [{ event: "member_joined", text, actorId: userId, userId }]);
  }
}

/** Of archived rooms only those for everyone: they may be opened again. */
async function roomsToJoin(
  tx: Db,
  companyId: string,
  role: MemberRole,
  { userId, invitedTo }: Joining,
): Promise<string[]> {
  const isFor = and(eq(chatRoom.isActive, true), inArray(chatRoom.id, invitedTo));
  const rooms = await tx
    .select({ id: chatRoom.id })
    .from(chatRoom)
    .where(
      and(
        eq(chatRoom.companyId, companyId),
        inArray(chatRoom.type, ["group", "company"]),
        role === "guest" ? isFor : or(eq(chatRoom.enrolment, "everyone"), isFor),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(chatMember)
            .where(and(eq(chatMember.roomId, chatRoom.id), eq(chatMember.userId, userId))),
        ),
      ),
    );
  return rooms.map((room) => room.id);
}
