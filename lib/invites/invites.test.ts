import assert from "node:assert/strict";
import { test } from "node:test";
import { and, eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { appUser, chatMember, invite } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { acceptInvite, createInvite, revokeInvite } from "#lib/invites/commands.ts";
import type { CreateInviteInput } from "#lib/invites/inputs.ts";
import { describeInvite, listInvites } from "#lib/invites/queries.ts";
import { removeMember } from "#lib/members/commands.ts";
import { changePerson } from "#lib/people/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

const { db } = await testDatabase();
const client = { address: "127.0.0.1", isLoopback: true, origin: "https://chat.example.com" };
const refusedAs = (code: Parameters<typeof isRefusal>[1]) => (error: unknown) => isRefusal(error, code);
const day = 86_400_000;

const make = (viewer: Viewer, input: Partial<CreateInviteInput> = {}) =>
  createInvite(db, viewer, { role: "employee", ...input }, client);
const person = (email = `${newId()}@example.com`) => ({
  name: "Rosalind Franklin",
  email,
  password: "double helix 1953",
});

test("an invite lets one person in, in the role and rooms that it names", async () => {
  const { ada, grace, companyId } = await castCompany(db);
  const { roomId } = await createRoom(db, ada, { type: "group", name: "Labs", memberIds: [grace.userId] });
  const { token, url, expiresAt } = await make(ada, { role: "agent", roomIds: [roomId, roomId] });
  assert.equal(url, `https://chat.example.com/invite/${token}`);
  assert.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 7 * day) < 60_000);
  const offer = await describeInvite(db, token);
  assert.deepEqual(
    [offer.company.name, offer.role, offer.rooms],
    ["Difference Engines", "agent", [{ id: roomId, name: "Labs" }]],
  );
  const user = await acceptInvite(db, token, person());
  const [row] = await db.select().from(appUser).where(eq(appUser.id, user.id));
  assert.deepEqual([row?.companyId, row?.role, row?.isActive], [companyId, "agent", true]);
  const [member] = await db.select().from(chatMember).where(eq(chatMember.userId, user.id));
  assert.deepEqual([member?.roomId, member?.role], [roomId, "member"]);
  await assert.rejects(describeInvite(db, token), refusedAs("not_found"));
  await assert.rejects(acceptInvite(db, token, person()), refusedAs("not_found"));
});

test("a customer joins as a guest", async () => {
  const { ada } = await castCompany(db);
  const { roomId } = await createRoom(db, ada, { type: "group", name: "Order 66", memberIds: [] });
  const { token } = await make(ada, { role: "customer", roomIds: [roomId] });
  const user = await acceptInvite(db, token, person());
  const [member] = await db.select().from(chatMember).where(eq(chatMember.userId, user.id));
  assert.equal(member?.role, "guest");
});

for (const maxUses of [1, 3]) {
  test(`of fifty at once ${maxUses} accept an invite of ${maxUses}`, async () => {
    const { ada, companyId } = await castCompany(db);
    const { token } = await make(ada, { maxUses });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => acceptInvite(db, token, person())));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    assert.equal(refused.length, 50 - maxUses);
    for (const { reason } of refused) assert.ok(isRefusal(reason, "invite_used_up") || isRefusal(reason, "not_found"));
    const people = await db.select().from(appUser).where(eq(appUser.companyId, companyId));
    assert.equal(people.length, 8 + maxUses);
  });
}

test("of many with one address one gets in, and the others use nothing up", async () => {
  const { ada } = await castCompany(db);
  const { id, token } = await make(ada, { maxUses: 20 });
  const mailbox = newId();
  const spellings = Array.from({ length: 20 }, (_, n) => person(`${mailbox}+${n}@example.com`));
  const outcomes = await Promise.allSettled(spellings.map((input) => acceptInvite(db, token, input)));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.equal(refused.length, 19);
  for (const { reason } of refused) assert.ok(isRefusal(reason, "email_taken"));
  const [row] = await db.select().from(invite).where(eq(invite.id, id));
  assert.equal(row?.uses, 1);
});

test("an address is taken in every company", async () => {
  const [first, second] = [await castCompany(db), await castCompany(db)];
  const taken = person();
  await acceptInvite(db, (await make(first.ada)).token, taken);
  await assert.rejects(acceptInvite(db, (await make(second.ada)).token, taken), refusedAs("email_taken"));
});

test("an invite for one address takes no other", async () => {
  const { ada } = await castCompany(db);
  const email = `${newId()}@example.com`;
  const { token } = await make(ada, { email });
  await assert.rejects(acceptInvite(db, token, person()), refusedAs("forbidden"));
  await acceptInvite(db, token, person(email.replace("@", "+chat@")));
});

test("a revoked or expired invite, and one whose maker is no admin any more, looks like none", async () => {
  const { ada, grace, companyId } = await castCompany(db);
  const revoked = await make(ada);
  await revokeInvite(db, ada, revoked.id);
  const expired = await make(ada);
  await db
    .update(invite)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(eq(invite.id, expired.id));
  await changePerson(db, ada, { userId: grace.userId, role: "admin" });
  const orphaned = await make({ ...grace, role: "admin" });
  await changePerson(db, ada, { userId: grace.userId, role: "employee" });
  for (const { token } of [revoked, expired, orphaned, { token: "x".repeat(32) }]) {
    await assert.rejects(describeInvite(db, token), refusedAs("not_found"));
    await assert.rejects(acceptInvite(db, token, person()), refusedAs("not_found"));
  }
  const people = await db.select().from(appUser).where(eq(appUser.companyId, companyId));
  assert.equal(people.length, 8);
});

test("an invite gives no more than its maker may: neither at its making nor at its acceptance", async () => {
  const { ada, grace } = await castCompany(db);
  const other = await castCompany(db);
  const unseen = await createRoom(db, grace, { type: "group", name: "Secret", memberIds: [] });
  const foreign = await createRoom(db, other.ada, { type: "group", name: "Elsewhere", memberIds: [] });
  for (const roomId of [unseen.roomId, foreign.roomId, newId()]) {
    await assert.rejects(make(ada, { roomIds: [roomId] }), refusedAs("not_found"));
  }
  const member = await createRoom(db, grace, { type: "group", name: "Guests", memberIds: [ada.userId] });
  await assert.rejects(make(ada, { roomIds: [member.roomId] }), refusedAs("forbidden"));
  const own = await createRoom(db, ada, { type: "group", name: "Labs", memberIds: [grace.userId] });
  const { token } = await make(ada, { roomIds: [own.roomId] });
  await db
    .update(chatMember)
    .set({ role: "owner" })
    .where(and(eq(chatMember.roomId, own.roomId), eq(chatMember.userId, grace.userId)));
  await removeMember(db, grace, { roomId: own.roomId, userId: ada.userId });
  assert.deepEqual((await describeInvite(db, token)).rooms, []);
  const user = await acceptInvite(db, token, person());
  assert.deepEqual(await db.select().from(chatMember).where(eq(chatMember.userId, user.id)), []);
});

test("admins alone make, see and revoke invites, and only their company's", async () => {
  const { ada, barbara, grace, carol } = await castCompany(db);
  const other = await castCompany(db);
  const { id } = await make(ada, { email: "rosalind@example.com" });
  assert.deepEqual(
    (await listInvites(db, ada)).map((each) => each.id),
    [id],
  );
  assert.ok(!JSON.stringify(await listInvites(db, ada)).includes("token"));
  for (const viewer of [barbara, grace, carol]) {
    await assert.rejects(make(viewer), refusedAs("forbidden"));
    await assert.rejects(listInvites(db, viewer), refusedAs("forbidden"));
    await assert.rejects(revokeInvite(db, viewer, id), refusedAs("forbidden"));
  }
  assert.deepEqual(await listInvites(db, other.ada), []);
  await assert.rejects(revokeInvite(db, other.ada, id), refusedAs("not_found"));
  await revokeInvite(db, ada, id);
  assert.deepEqual(await listInvites(db, ada), []);
});

test("twenty invites an hour, for 90 days at most", async () => {
  const { ada } = await castCompany(db);
  const at = (time: number) => ({ expiresAt: new Date(time).toISOString() });
  await assert.rejects(make(ada, at(Date.now() - 1000)), refusedAs("invalid_input"));
  await assert.rejects(make(ada, at(Date.now() + 91 * day)), refusedAs("invalid_input"));
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => make(ada, at(Date.now() + 30 * day))));
  assert.equal(outcomes.filter((outcome) => outcome.status === "fulfilled").length, 20);
});
