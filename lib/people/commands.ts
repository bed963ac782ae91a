import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, personalToken, userSession } from "#db/schema/index.ts";
import { requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { record } from "#lib/audit/record.ts";
import { forgetPerson } from "#lib/auth/viewer-cache.ts";
import { invalid, notFound, Refusal } from "#lib/errors.ts";
import { joinRooms } from "#lib/members/join-rooms.ts";
import { passOnRooms } from "#lib/members/pass-on-rooms.ts";
import type { PersonRecord } from "#lib/people/events.ts";
import type { ChangePersonInput } from "#lib/people/inputs.ts";
import { lockPeople } from "#lib/people/lock-people.ts";
import { recordOf } from "#lib/people/queries.ts";
import { tellPerson } from "#lib/people/tell-person.ts";
import { tell } from "#lib/realtime/bus.ts";
import { writeLogged } from "#lib/realtime/writer.ts";

type Person = typeof appUser.$inferSelect;

/**
 * Changes somebody's company role, or (de)activates them: deactivation ends all their sessions and tokens, at once, and
 * passes on the rooms that they alone own; whoever is active again joins the rooms for everyone that were made meanwhile.
 * Throws `forbidden`, `not_found`, `last_admin`, and `invalid_input` for making a customer of a colleague or the other way
 * round: what somebody may see in rooms rests on that.
 */
export async function changePerson(
  db: Db,
  viewer: Viewer,
  { userId, ...change }: ChangePersonInput & { userId: string },
): Promise<PersonRecord> {
  requireCompany(viewer, "person.manage");
  const { role, isActive } = change;
  const person = await writeLogged(db, viewer.companyId, [], async (write) => {
    const { tx } = write;
    await lockPeople(tx, viewer.companyId);
    await requireStillAdmin(tx, viewer);
    const target = await findPerson(tx, viewer, userId);
    if (role && (role === "customer") !== (target.role === "customer")) {
      throw invalid("role", "cannot be changed between customer and colleague");
    }
    const next = { role: role ?? target.role, isActive: isActive ?? target.isActive };
    if (isAdmin(target) && !isAdmin(next)) await requireAnotherAdmin(tx, target);
    if (target.isActive && !next.isActive) await passOnRooms(write, viewer, target.id);
    const [changed] = await tx
      .update(appUser)
      .set({ ...next, updatedAt: sql`clock_timestamp()` })
      .where(eq(appUser.id, target.id))
      .returning();
    await recordChange(tx, viewer, target, next);
    if (!next.isActive) await endSessions(tx, target.id);
    if (next.isActive && !target.isActive) await joinRooms(write, { userId: target.id, invitedTo: [] });
    return changed ?? target;
  });
  forgetPerson(person.id);
  tellPerson(person);
  if (!person.isActive) tell(viewer.companyId, { kind: "session.ended", userId: person.id });
  return recordOf(person);
}

async function recordChange(
  tx: Db,
  { companyId, userId: actorId }: Viewer,
  was: Person,
  next: Pick<Person, "role" | "isActive">,
): Promise<void> {
  const subjectId = was.id;
  if (was.role !== next.role) {
    const data = { from: was.role, to: next.role };
    await record(tx, companyId, { actorId, action: "person.roleChanged", subjectId, data });
  }
  if (was.isActive === next.isActive) return;
  const action = next.isActive ? "person.activated" : "person.deactivated";
  await record(tx, companyId, { actorId, action, subjectId });
}

const isAdmin = ({ role, isActive }: Pick<Person, "role" | "isActive">) => role === "admin" && isActive;

/** Until the people were locked, the viewer may have ceased to be an admin themselves. */
async function requireStillAdmin(tx: Db, viewer: Viewer): Promise<void> {
  const { role, isActive } = await findPerson(tx, viewer, viewer.userId);
  requireCompany({ ...viewer, role: isActive ? role : "customer" }, "person.manage");
}

async function findPerson(tx: Db, viewer: Viewer, userId: string): Promise<Person> {
  const [person] = await tx
    .select()
    .from(appUser)
    .where(and(eq(appUser.id, userId), eq(appUser.companyId, viewer.companyId)));
  if (!person) throw notFound();
  return person;
}

async function requireAnotherAdmin(tx: Db, { id, companyId }: Person): Promise<void> {
  const [other] = await tx
    .select({ id: appUser.id })
    .from(appUser)
    .where(
      and(
        eq(appUser.companyId, companyId),
        eq(appUser.role, "admin"),
        eq(appUser.isActive, true),
        sql`${appUser.id} <> ${id}`,
      ),
    )
    .limit(1);
  if (!other) throw new Refusal("last_admin", "A company needs an admin. Make somebody else an admin first.");
}

async function endSessions(tx: Db, userId: string): Promise<void> {
  await tx
    .update(userSession)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(userSession.userId, userId), isNull(userSession.revokedAt)));
  await tx
    .update(personalToken)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(personalToken.userId, userId), isNull(personalToken.revokedAt)));
}
