import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { appUser } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { appointOwner } from "#lib/members/appoint-owner.ts";
import { changeMember, removeMember } from "#lib/members/commands.ts";
import { listMembers } from "#lib/members/queries.ts";
import { roomChanges } from "#lib/realtime/sync.ts";
import { changeRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

const { db } = await testDatabase();
const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);

/** A company room that its admin has left to an employee, and so keeps no more. */
async function stage() {
  const cast = await castCompany(db);
  const { ada, grace } = cast;
  const { roomId } = await createRoom(db, ada, { type: "company", name: "Canteen", enrolment: "open" });
  await appointOwner(db, ada, { roomId, userId: grace.userId });
  await removeMember(db, ada, { roomId, userId: ada.userId });
  const ownersOf = async () =>
    (await listMembers(db, grace, { roomId })).filter(({ role }) => role === "owner").map(({ userId }) => userId);
  return { ...cast, roomId, ownersOf };
}

test("an admin makes somebody an owner, whether they were in the room or not, and once", async () => {
  const { ada, grace, alan, roomId, ownersOf } = await stage();
  assert.deepEqual(await ownersOf(), [grace.userId]);
  const { role } = await appointOwner(db, ada, { roomId, userId: ada.userId });
  assert.equal(role, "owner");
  assert.deepEqual(new Set(await ownersOf()), new Set([grace.userId, ada.userId]));
  const before = await roomChanges(db, ada, { roomId, after: 0, limit: 100 });
  await appointOwner(db, ada, { roomId, userId: ada.userId });
  assert.deepEqual(await roomChanges(db, ada, { roomId, after: 0, limit: 100 }), before);
  await changeMember(db, ada, { roomId, userId: grace.userId, role: "member" });
  await appointOwner(db, ada, { roomId, userId: alan.userId });
  await appointOwner(db, ada, { roomId, userId: grace.userId });
  assert.equal((await ownersOf()).length, 3);
});

test("an archived room gets an owner, who opens it again", async () => {
  const { ada, grace, roomId } = await stage();
  await changeRoom(db, grace, { roomId, isActive: false });
  await appointOwner(db, ada, { roomId, userId: ada.userId });
  assert.equal((await changeRoom(db, ada, { roomId, isActive: true })).isActive, true);
});

test("nobody else appoints, nor over private rooms, customers, or another company's", async () => {
  const { ada, grace, barbara, carol, alan, roomId, ownersOf } = await stage();
  for (const viewer of [grace, barbara, carol])
    await assert.rejects(appointOwner(db, viewer, { roomId, userId: viewer.userId }), refusedAs("forbidden"));
  const { roomId: group } = await createRoom(db, grace, { type: "group", name: "Secret", memberIds: [ada.userId] });
  await assert.rejects(appointOwner(db, ada, { roomId: group, userId: ada.userId }), refusedAs("not_found"));
  await assert.rejects(appointOwner(db, ada, { roomId, userId: carol.userId }), refusedAs("invalid_input"));
  const { ada: other } = await castCompany(db, "Elsewhere");
  await assert.rejects(appointOwner(db, other, { roomId, userId: other.userId }), refusedAs("not_found"));
  await assert.rejects(appointOwner(db, ada, { roomId, userId: other.userId }), refusedAs("not_found"));
  await db.update(appUser).set({ role: "employee" }).where(eq(appUser.id, ada.userId));
  await assert.rejects(appointOwner(db, ada, { roomId, userId: alan.userId }), refusedAs("forbidden"));
  assert.deepEqual(await ownersOf(), [grace.userId]);
});
