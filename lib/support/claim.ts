import { eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, supportCase } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { Refusal } from "#lib/errors.ts";
import type { Person } from "#lib/messages/events.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import { tell } from "#lib/realtime/bus.ts";
import type { LoggedWrite } from "#lib/realtime/log.ts";
import { writeLogged } from "#lib/realtime/writer.ts";
import type { CaseView } from "#lib/support/events.ts";
import { lockedCase, seat } from "#lib/support/locked-case.ts";
import { readCase } from "#lib/support/queries.ts";

/**
 * Takes a case that nobody has: of many who try at once one does. Whoever has it is a member of its room.
 * Throws the refusals of the room's door, `forbidden`, and `already_claimed` with who has it, also for that very person.
 */
export async function claimCase(db: Db, viewer: Viewer, { roomId }: { roomId: string }): Promise<CaseView> {
  await writeLogged(db, viewer.companyId, [roomId], async (write) => {
    const { room, assigneeId } = await lockedCase(write, viewer, roomId);
    if (assigneeId) throw taken(await personOf(write, assigneeId));
    await write.tx
      .update(supportCase)
      .set({ assigneeId: viewer.userId, updatedAt: sql`clock_timestamp()` })
      .where(eq(supportCase.roomId, roomId));
    await seat(write, room, viewer.userId, viewer.userId);
    const text = `${viewer.name} took the conversation`;
    await writeSystemLines(write, room, [{ event: "case_claimed", text, actorId: viewer.userId }]);
  });
  tell(viewer.companyId, { kind: "case", roomId });
  return readCase(db, viewer, { roomId });
}

async function personOf({ tx }: LoggedWrite, userId: string): Promise<Person> {
  const [person] = await tx.select({ id: appUser.id, name: appUser.name }).from(appUser).where(eq(appUser.id, userId));
  return person ?? { id: userId, name: "Somebody" };
}

function taken(assignee: Person): Refusal {
  return new Refusal("already_claimed", `${assignee.name} has this conversation already.`, { assignee });
}
