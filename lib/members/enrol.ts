import { eq, sql } from "drizzle-orm";
import { chatMember } from "#db/schema/index.ts";
import { newId } from "#lib/ids.ts";
import { type LockedRoom, type LoggedWrite, logChange } from "#lib/realtime/log.ts";
import type { MemberRole } from "#lib/rooms/events.ts";

/**
 * Makes people members of a locked room, in one statement, and logs it. Whoever was a member before starts anew, with
 * nothing unread. Callers have checked that they may, and that the people belong to the company and are no members now.
 */
export async function enrol(
  write: LoggedWrite,
  room: LockedRoom,
  people: { userId: string; role: MemberRole }[],
  actorId: string,
): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map(({ userId, role }) => {
    const joinedSeq = logChange(write, room, "member.added", { actorId, data: { userId } });
    return {
      id: newId(),
      roomId: room.id,
      userId,
      role,
      joinedSeq,
      lastReadSeq: joinedSeq,
      lastReadOrdinal: room.messageCount,
    };
  });
  const fresh = (column: string) => sql.raw(`excluded.${column}`);
  await write.tx
    .insert(chatMember)
    .values(rows)
    .onConflictDoUpdate({
      target: [chatMember.roomId, chatMember.userId],
      set: {
        role: fresh("role"),
        isActive: true,
        joinedSeq: fresh("joined_seq"),
        leftSeq: null,
        lastReadSeq: fresh("last_read_seq"),
        lastReadOrdinal: fresh("last_read_ordinal"),
        updatedAt: sql`now()`,
      },
    });
}

/** Ends a membership of a locked room and logs it. */
export async function dismiss(write: LoggedWrite, room: LockedRoom, memberId: string, userId: string, actorId: string) {
  const leftSeq = logChange(write, room, "member.removed", { actorId, data: { userId } });
  await write.tx
    .update(chatMember)
    .set({ isActive: false, leftSeq, updatedAt: sql`now()` })
    .where(eq(chatMember.id, memberId));
}
