import assert from "node:assert/strict";
import { test } from "node:test";
import { and, eq } from "drizzle-orm";
import { type Cast, castCompany } from "#db/cast.ts";
import { appUser } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { changePerson } from "#lib/people/commands.ts";
import { getMe, listPeople, listPeopleRecords } from "#lib/people/queries.ts";
import { createRoom } from "#lib/rooms/create.ts";

const { db } = await testDatabase();

const refusedAs = (code: Parameters<typeof isRefusal>[1]) => (error: unknown) => isRefusal(error, code);
const namesOf = (people: { name: string }[]) => people.map((person) => person.name);

async function admit(cast: Cast, name: string, role: Viewer["role"] = "employee"): Promise<Viewer> {
  const userId = newId();
  const email = `${userId}@example.com`;
  await db.insert(appUser).values({ id: userId, companyId: cast.companyId, email, emailKey: email, name, role });
  return { userId, companyId: cast.companyId, role, sessionId: newId(), name };
}

test("one learns of oneself, one's company and session", async () => {
  const { grace } = await castCompany(db, "Difference Engines");
  const me = await getMe(db, grace);
  assert.deepEqual(
    [me.user.name, me.company.name, me.session.id],
    ["Grace Hopper", "Difference Engines", grace.sessionId],
  );
});

test("a colleague sees the whole company with addresses, deactivated people marked, and nobody else", async () => {
  const { ada, grace, alan } = await castCompany(db);
  await castCompany(db);
  await changePerson(db, ada, { userId: alan.userId, isActive: false });
  const people = await listPeople(db, grace, {});
  assert.equal(people.length, 8);
  assert.ok(people.every((person) => person.email));
  assert.deepEqual(namesOf(people.filter((person) => !person.isActive)), ["Alan Turing"]);
});

test("colleagues come before customers, each by name", async () => {
  const cast = await castCompany(db);
  await admit(cast, "Aaron Customer", "customer");
  const names = namesOf(await listPeople(db, cast.grace, {}));
  assert.deepEqual([names[0], ...names.slice(-2)], ["Ada Lovelace", "Aaron Customer", "Carol Shaw"]);
  assert.deepEqual(namesOf(await listPeopleRecords(db, cast.ada)), names);
});

test("a customer sees those they share a room with, without addresses", async () => {
  const cast = await castCompany(db);
  assert.deepEqual(await listPeople(db, cast.carol, {}), []);
  const memberIds = [cast.carol.userId, cast.alan.userId];
  await createRoom(db, cast.grace, { type: "group", name: "Order 66", memberIds });
  await createRoom(db, cast.grace, { type: "group", name: "Colleagues", memberIds: [cast.katherine.userId] });
  const people = await listPeople(db, cast.carol, {});
  assert.deepEqual(namesOf(people), ["Alan Turing", "Grace Hopper", "Carol Shaw"]);
  assert.ok(people.every((person) => !("email" in person)));
  assert.deepEqual(await listPeople(db, cast.carol, { q: cast.alan.userId }), []); // their addresses hold it
});

test("people are found whatever the case and the accents; no character is special", async () => {
  const cast = await castCompany(db);
  for (const name of ["Zoë Ångström", "Юлия Жук", "100% Sam_"]) await admit(cast, name);
  const found = async (q: string) => namesOf(await listPeople(db, cast.grace, { q }));
  assert.deepEqual(await found("zoe angs"), ["Zoë Ångström"]);
  assert.deepEqual(await found(" ÅNGSTRÖM "), ["Zoë Ångström"]);
  assert.deepEqual(await found("жук"), ["Юлия Жук"]);
  assert.deepEqual(await found("%"), ["100% Sam_"]);
  assert.deepEqual(await found("_"), ["100% Sam_"]);
  assert.deepEqual(await found("grace."), ["Grace Hopper"]);
  assert.deepEqual(await found("nobody at all"), []);
});

test("admins alone list and change people; another company's are not there", async () => {
  const { ada, barbara, grace, carol } = await castCompany(db);
  const other = await castCompany(db);
  assert.equal((await listPeopleRecords(db, ada)).length, 8);
  for (const viewer of [barbara, grace, carol]) {
    await assert.rejects(listPeopleRecords(db, viewer), refusedAs("forbidden"));
    await assert.rejects(changePerson(db, viewer, { userId: grace.userId, role: "admin" }), refusedAs("forbidden"));
  }
  for (const userId of [other.grace.userId, newId()]) {
    await assert.rejects(changePerson(db, ada, { userId, role: "agent" }), refusedAs("not_found"));
  }
});

test("a colleague is not made a customer, nor a customer a colleague", async () => {
  const { ada, grace, carol } = await castCompany(db);
  await assert.rejects(changePerson(db, ada, { userId: grace.userId, role: "customer" }), refusedAs("invalid_input"));
  await assert.rejects(changePerson(db, ada, { userId: carol.userId, role: "employee" }), refusedAs("invalid_input"));
});

test("the last active admin stays", async () => {
  const { ada, grace } = await castCompany(db);
  for (const change of [{ role: "employee" }, { isActive: false }] as const) {
    await assert.rejects(changePerson(db, ada, { userId: ada.userId, ...change }), refusedAs("last_admin"));
  }
  await changePerson(db, ada, { userId: grace.userId, role: "admin" });
  await changePerson(db, ada, { userId: grace.userId, isActive: false });
  await assert.rejects(changePerson(db, ada, { userId: ada.userId, isActive: false }), refusedAs("last_admin"));
});

test("fifty times at once: admins who unmake each other leave one", async () => {
  const cast = await castCompany(db);
  const admins = await Promise.all(Array.from({ length: 49 }, (_, n) => admit(cast, `Admin ${n}`, "admin")));
  admins.push(cast.ada);
  const outcomes = await Promise.allSettled(
    admins.map((viewer, n) => {
      const { userId } = admins[(n + 1) % admins.length] as Viewer;
      return changePerson(db, viewer, n % 2 ? { userId, isActive: false } : { userId, role: "employee" });
    }),
  );
  for (const outcome of outcomes) {
    if (outcome.status === "rejected")
      assert.ok(isRefusal(outcome.reason, "last_admin") || isRefusal(outcome.reason, "forbidden"));
  }
  const isAdmin = and(eq(appUser.companyId, cast.companyId), eq(appUser.role, "admin"), eq(appUser.isActive, true));
  assert.ok((await db.select().from(appUser).where(isAdmin)).length >= 1);
});

test("of fifty who give up being an admin at once, one stays", async () => {
  const cast = await castCompany(db);
  const admins = await Promise.all(Array.from({ length: 49 }, (_, n) => admit(cast, `Admin ${n}`, "admin")));
  admins.push(cast.ada);
  const outcomes = await Promise.allSettled(
    admins.map((viewer) => changePerson(db, viewer, { userId: viewer.userId, role: "employee" })),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.deepEqual(
    refused.map((outcome) => isRefusal(outcome.reason, "last_admin")),
    [true],
  );
});
