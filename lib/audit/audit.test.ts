import assert from "node:assert/strict";
import { test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { auditEvent } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { AuditAction } from "#lib/audit/events.ts";
import { listAudit } from "#lib/audit/queries.ts";
import { isRefusal } from "#lib/errors.ts";
import { acceptInvite, createInvite, revokeInvite } from "#lib/invites/commands.ts";
import { appointOwner } from "#lib/members/appoint-owner.ts";
import { changePerson } from "#lib/people/commands.ts";
import { changeRoom, deleteRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { setSearch } from "#lib/search/commands.ts";
import { createToken, revokeToken } from "#lib/tokens/commands.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();
const client = { address: "127.0.0.1", isLoopback: true, origin: "http://127.0.0.1:3000" };

const told = async (viewer: Viewer) => (await listAudit(db, viewer, { limit: 200 })).events.toReversed();

test("what is done to people, company rooms and settings is told in its order, with who did it and to whom", async () => {
  const { ada, grace, alan } = await castCompany(db);
  await changePerson(db, ada, { userId: alan.userId, role: "agent" });
  await changePerson(db, ada, { userId: alan.userId, isActive: false });
  await changePerson(db, ada, { userId: alan.userId, isActive: true, role: "employee" });
  const invite = await createInvite(db, ada, { role: "employee" }, client);
  const account = { name: "Niklaus Wirth", email: "wirth@example.com", password: "a long enough one" };
  const joined = await acceptInvite(db, invite.token, account);
  const other = await createInvite(db, ada, { role: "agent" }, client);
  await revokeInvite(db, ada, other.id);
  const { roomId } = await createRoom(db, ada, { type: "company", name: "Canteen", enrolment: "open" });
  await appointOwner(db, ada, { roomId, userId: grace.userId });
  await changeRoom(db, grace, { roomId, isActive: false });
  await changeRoom(db, grace, { roomId, isActive: true, name: "The canteen" });
  await deleteRoom(db, grace, { roomId });
  await setSearch(db, ada, false);
  await setSearch(db, ada, true);
  const token = await createToken(db, grace, { name: "A program" });
  await revokeToken(db, grace, token.id);

  const expected: [string, AuditAction, string | null | undefined][] = [
    ["Ada Lovelace", "person.roleChanged", "Alan Turing"],
    ["Ada Lovelace", "person.deactivated", "Alan Turing"],
    ["Ada Lovelace", "person.roleChanged", "Alan Turing"],
    ["Ada Lovelace", "person.activated", "Alan Turing"],
    ["Ada Lovelace", "invite.created", null],
    ["Niklaus Wirth", "person.joined", "Niklaus Wirth"],
    ["Ada Lovelace", "invite.created", null],
    ["Ada Lovelace", "invite.revoked", null],
    ["Ada Lovelace", "room.opened", "Canteen"],
    ["Ada Lovelace", "room.ownerAppointed", "Grace Hopper"],
    ["Grace Hopper", "room.archived", "Canteen"],
    ["Grace Hopper", "room.reopened", "Canteen"],
    ["Grace Hopper", "room.deleted", "The canteen"],
    ["Ada Lovelace", "search.disabled", undefined],
    ["Ada Lovelace", "search.enabled", undefined],
    ["Grace Hopper", "token.created", "Grace Hopper"],
    ["Grace Hopper", "token.revoked", "Grace Hopper"],
  ];
  const events = await told(ada);
  assert.deepEqual(
    events.map(({ actor, action, subject }) => [actor?.name, action, subject?.name]),
    expected,
  );
  assert.deepEqual(events[0]?.data, { from: "employee", to: "agent" });
  assert.equal(events[5]?.subject?.id, joined.id);
  const pages = [];
  for (let before: string | undefined, more = true; more; before = pages.at(-1)?.id) {
    const page = await listAudit(db, ada, { limit: 5, ...(before && { before }) });
    pages.push(...page.events);
    more = page.hasMore;
  }
  assert.deepEqual(pages.toReversed(), events);
});

test("of private rooms nothing is written down, nor of what was refused", async () => {
  const { ada, grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Secret", memberIds: [alan.userId] });
  await changeRoom(db, grace, { roomId, isActive: false });
  await deleteRoom(db, grace, { roomId });
  await createRoom(db, grace, { type: "direct", memberIds: [alan.userId] });
  await assert.rejects(changePerson(db, grace, { userId: alan.userId, isActive: false }));
  await assert.rejects(changePerson(db, ada, { userId: ada.userId, isActive: false }));
  await assert.rejects(revokeInvite(db, ada, roomId));
  assert.deepEqual(await told(ada), []);
});

test("admins alone read it, each their own company's", async () => {
  const { ada, grace, barbara, carol, alan } = await castCompany(db);
  await changePerson(db, ada, { userId: alan.userId, role: "agent" });
  for (const viewer of [grace, barbara, carol])
    await assert.rejects(listAudit(db, viewer, { limit: 5 }), (error) => isRefusal(error, "forbidden"));
  const { ada: other } = await castCompany(db, "Elsewhere");
  assert.deepEqual(await told(other), []);
  const [event] = await told(ada);
  assert.deepEqual((await listAudit(db, other, { limit: 5, before: event?.id as string })).events, []);
  assert.ok((await db.select().from(auditEvent)).every(({ data }) => !JSON.stringify(data).includes("@")));
});
