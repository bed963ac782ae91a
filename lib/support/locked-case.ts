import { and, eq, inArray } from "drizzle-orm";
import { appUser, supportCase } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import { mayInCompany, requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { invalid, notFound } from "#lib/errors.ts";
import { findMember } from "#lib/members/commands.ts";
import { enrol } from "#lib/members/enrol.ts";
import type { Person } from "#lib/messages/events.ts";
import type { LockedRoom, LoggedWrite } from "#lib/realtime/log.ts";
import { companyRoles } from "#lib/rooms/events.ts";
import { statusNow } from "#lib/support/view.ts";

export type LockedCase = Awaited<ReturnType<typeof lockedCase>>;

/** The case of a locked room. Throws the refusals of the room's door; `not_found` for a room without a case; `forbidden`. */
export async function lockedCase(write: LoggedWrite, viewer: Viewer, roomId: string) {
  const { companyRole } = await accessRoom(write.tx, viewer, roomId, "room.read");
  const [row] = await write.tx
    .select({ found: supportCase, status: statusNow })
    .from(supportCase)
    .where(eq(supportCase.roomId, roomId));
  const room = write.rooms.get(roomId);
  if (!row || !room) throw notFound();
  requireCompany({ ...viewer, role: companyRole }, "support.work");
  return { ...row.found, status: row.status, room };
}

/** Somebody active who works in the company's support. Throws `invalid_input` for anybody else. */
export async function findAgent({ tx, companyId }: LoggedWrite, userId: string): Promise<Person> {
  const roles = companyRoles.filter((role) => mayInCompany("support.work", role));
  const [agent] = await tx
    .select({ id: appUser.id, name: appUser.name })
    .from(appUser)
    .where(
      and(
        eq(appUser.id, userId),
        eq(appUser.companyId, companyId),
        eq(appUser.isActive, true),
        inArray(appUser.role, roles),
      ),
    );
  if (!agent) throw invalid("assigneeId", "is nobody who works in support");
  return agent;
}

/** Whoever holds a case is a member of its room. */
export async function seat(write: LoggedWrite, room: LockedRoom, userId: string, actorId: string): Promise<void> {
  const known = await findMember(write.tx, { roomId: room.id, userId });
  if (!known?.isMember) await enrol(write, room, [{ userId, role: "member" }], actorId);
}
