import { eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMember } from "#db/schema/index.ts";
import { requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { record } from "#lib/audit/record.ts";
import { invalid, notFound } from "#lib/errors.ts";
import { findColleague, findMember, logRole } from "#lib/members/commands.ts";
import { enrol } from "#lib/members/enrol.ts";
import { writeLogged } from "#lib/realtime/writer.ts";
import type { MemberView } from "#lib/rooms/events.ts";

/**
 * Makes a colleague an owner of a company room, whether they are in it or not: so that no company room is left without
 * somebody who keeps it. An archived one, too, so that it can be opened again. An owner stays what they are.
 * Throws `forbidden`, `not_found` for any other room or person, and `invalid_input` for a customer.
 */
export async function appointOwner(
  db: Db,
  viewer: Viewer,
  input: { roomId: string; userId: string },
): Promise<MemberView> {
  requireCompany(viewer, "room.appoint");
  return writeLogged(db, viewer.companyId, [input.roomId], async (write) => {
    const { tx, companyId } = write;
    const admin = await findColleague(tx, companyId, viewer.userId);
    requireCompany({ ...viewer, role: admin.role }, "room.appoint"); // as of now, behind the lock
    const room = write.rooms.get(input.roomId);
    if (room?.type !== "company") throw notFound();
    const {
      id: userId,
      name,
      initials,
      role: companyRole,
      isActive,
    } = await findColleague(tx, companyId, input.userId);
    if (companyRole === "customer") throw invalid("userId", "is a customer, who owns no room");
    const owner: MemberView = { userId, name, initials, role: "owner", companyRole, isActive };
    const earlier = await findMember(tx, input);
    if (earlier?.isMember && earlier.view.role === "owner") return earlier.view;
    if (earlier?.isMember) {
      const set = { role: owner.role, updatedAt: sql`now()` };
      await tx.update(chatMember).set(set).where(eq(chatMember.id, earlier.id));
    } else await enrol(write, room, [{ userId, role: "owner" }], viewer.userId);
    await logRole(write, room, viewer, owner);
    const data = { roomId: room.id, ...(room.name !== null && { name: room.name }) };
    await record(tx, companyId, { actorId: viewer.userId, action: "room.ownerAppointed", subjectId: userId, data });
    return owner;
  });
}
