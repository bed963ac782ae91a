import { and, eq, inArray, ne } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, chatRoom, roomKey } from "#db/schema/index.ts";
import { type CompanyAction, requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { recordRoom } from "#lib/audit/record-room.ts";
import { makeRoomKey } from "#lib/crypto/room-keys.ts";
import { forbidden, invalid, notFound } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { enrol } from "#lib/members/enrol.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import { lockPeople } from "#lib/people/lock-people.ts";
import { takeToken } from "#lib/rate-limits/limiter.ts";
import type { LockedRoom, LoggedWrite } from "#lib/realtime/log.ts";
import { writeLogged } from "#lib/realtime/writer.ts";
import type { MemberRole, RoomType } from "#lib/rooms/events.ts";
import type { CreateRoomInput } from "#lib/rooms/inputs.ts";

const actionFor: Record<RoomType, CompanyAction> = {
  direct: "room.openDirect",
  group: "room.openGroup",
  company: "room.openCompany",
  support: "room.openSupport",
};

type Person = Pick<typeof appUser.$inferSelect, "id" | "name" | "role">;

/**
 * Opens a room, or gives the direct room that these two have already. Its maker owns it; a direct room has two members
 * (or one: notes to oneself). Throws `forbidden`, `not_found` for people who are not of the company, `rate_limited`.
 */
export async function createRoom(
  db: Db,
  viewer: Viewer,
  input: CreateRoomInput,
): Promise<{ roomId: string; created: boolean }> {
  requireCompany(viewer, actionFor[input.type]);
  if (input.type !== "company" && (input.enrolment || input.posting)) {
    throw invalid(input.enrolment ? "enrolment" : "posting", "is for company rooms");
  }
  const named = await findNamed(db, viewer, input);
  const directKey = input.type === "direct" ? pairOf(viewer, input) : null;
  const existing = directKey && (await findDirect(db, directKey));
  if (existing) return { roomId: existing, created: false };
  await takeToken(db, "room.create", { companyId: viewer.companyId, user: viewer.userId });
  return writeLogged(db, viewer.companyId, [], async (write) => {
    const room = await insertRoom(write, input, directKey);
    if (!room) return { roomId: (await findDirect(write.tx, directKey ?? "")) ?? "", created: false };
    const people = room.enrolment === "everyone" ? await findEveryone(write.tx, viewer) : named;
    await enrol(write, room, rolesOf(viewer, input, people), viewer.userId);
    if (input.type !== "direct") await announce(write, room, viewer, people);
    await recordRoom(write, viewer, room, "room.opened");
    return { roomId: room.id, created: true };
  });
}

const personColumns = { id: appUser.id, name: appUser.name, role: appUser.role };

/** Those whom the input names. A room that enrols everyone needs nobody named. */
async function findNamed(
  db: Db,
  viewer: Viewer,
  { type, enrolment, memberIds = [] }: CreateRoomInput,
): Promise<Person[]> {
  const others = [...new Set(memberIds)].filter((id) => id !== viewer.userId);
  if (type !== "direct" && others.length < new Set(memberIds).size) throw invalid("memberIds", "leaves out yourself");
  if (others.length === 0 || (type === "company" && enrolment !== "open")) return [];
  const people = await db
    .select(personColumns)
    .from(appUser)
    .where(and(eq(appUser.companyId, viewer.companyId), eq(appUser.isActive, true), inArray(appUser.id, others)));
  if (people.length < others.length) throw notFound();
  if (type === "direct" && people.some((person) => person.role === "customer")) {
    throw forbidden("Direct rooms are for colleagues. Customers are answered in support rooms.");
  }
  return people;
}

/** All other colleagues, held as they are until the transaction ends. */
async function findEveryone(tx: Db, { companyId, userId }: Viewer): Promise<Person[]> {
  await lockPeople(tx, companyId);
  return tx
    .select(personColumns)
    .from(appUser)
    .where(
      and(
        eq(appUser.companyId, companyId),
        eq(appUser.isActive, true),
        ne(appUser.role, "customer"),
        ne(appUser.id, userId),
      ),
    );
}

/** The same key whoever of the two asks; of two who ask at once the database lets one make the room. */
function pairOf(viewer: Viewer, { memberIds = [] }: CreateRoomInput): string {
  return [viewer.userId, memberIds[0] ?? viewer.userId].toSorted().join(" ");
}

async function findDirect(db: Db, directKey: string): Promise<string | undefined> {
  const [room] = await db.select({ id: chatRoom.id }).from(chatRoom).where(eq(chatRoom.directKey, directKey));
  return room?.id;
}

async function insertRoom(
  write: LoggedWrite,
  input: CreateRoomInput,
  directKey: string | null,
): Promise<LockedRoom | null> {
  const { companyId, tx } = write;
  const id = newId();
  const enrolment = input.type === "company" ? (input.enrolment ?? "everyone") : null;
  const [room] = await tx
    .insert(chatRoom)
    .values({
      id,
      companyId,
      type: input.type,
      name: input.name ?? null,
      posting: input.posting ?? "everyone",
      enrolment,
      directKey,
    })
    .onConflictDoNothing({ target: chatRoom.directKey })
    .returning();
  if (!room) return null;
  await tx.insert(roomKey).values(makeRoomKey(companyId, id, "everyone"));
  write.rooms.set(id, room);
  return room;
}

function rolesOf(viewer: Viewer, { type }: CreateRoomInput, people: Person[]): { userId: string; role: MemberRole }[] {
  const own = { userId: viewer.userId, role: type === "direct" ? ("member" as const) : ("owner" as const) };
  return [
    own,
    ...people.map(({ id, role }) => ({
      userId: id,
      role: role === "customer" ? ("guest" as const) : ("member" as const),
    })),
  ];
}

async function announce(write: LoggedWrite, room: LockedRoom, viewer: Viewer, people: Person[]): Promise<void> {
  const actorId = viewer.userId;
  const opened = { event: "room_opened" as const, text: `${viewer.name} opened the room`, actorId };
  const named = room.enrolment === "everyone" ? [] : people;
  const added = named.map(({ id, name }) => ({
    event: "member_added" as const,
    text: `${viewer.name} added ${name}`,
    actorId,
    userId: id,
  }));
  await writeSystemLines(write, room, [opened, ...added]);
}
