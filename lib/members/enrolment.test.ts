import assert from "node:assert/strict";
import { test } from "node:test";
import { and, eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { chatMember } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { newId } from "#lib/ids.ts";
import { acceptInvite, createInvite } from "#lib/invites/commands.ts";
import { removeMember } from "#lib/members/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { changePerson } from "#lib/people/commands.ts";
import { changeRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();

const client = { address: "::1", isLoopback: true, origin: "http://localhost" };

async function inviteAnyone(ada: Viewer, role: "employee" | "customer" = "employee"): Promise<() => Promise<string>> {
  const { token } = await createInvite(db, ada, { role, maxUses: 50 }, client);
  return async () => {
    const person = { name: "New Person", email: `${newId()}@example.com`, password: "a long enough pass phrase" };
    return (await acceptInvite(db, token, person)).id;
  };
}

const forEveryone = async (viewer: Viewer) =>
  (await createRoom(db, viewer, { type: "company", name: "All", enrolment: "everyone" })).roomId;

async function isIn(roomId: string, userId: string): Promise<boolean> {
  const own = and(eq(chatMember.roomId, roomId), eq(chatMember.userId, userId), eq(chatMember.isActive, true));
  return (await db.select().from(chatMember).where(own)).length === 1;
}

test("people who join while rooms for everyone are made are in all of them", async () => {
  const { ada } = await castCompany(db);
  const join = await inviteAnyone(ada);
  const joining = Array.from({ length: 6 }, join);
  const making = Array.from({ length: 6 }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, 60 * n)); // a password takes a while to hash
    return forEveryone(ada);
  });
  const [people, rooms] = await Promise.all([Promise.all(joining), Promise.all(making)]);
  for (const roomId of rooms) for (const userId of people) assert.ok(await isIn(roomId, userId));
});

test("whoever is active again is in the rooms for everyone that were made meanwhile, but in none that they had left", async () => {
  const { ada, alan, carol } = await castCompany(db);
  const leftId = await forEveryone(ada);
  await removeMember(db, ada, { roomId: leftId, userId: alan.userId });
  const change = async (isActive: boolean) => {
    for (const { userId } of [alan, carol]) await changePerson(db, ada, { userId, isActive });
  };
  await change(false);
  const roomId = await forEveryone(ada);
  assert.equal(await isIn(roomId, alan.userId), false);
  await change(true);
  assert.deepEqual([await isIn(roomId, alan.userId), await isIn(leftId, alan.userId)], [true, false]);
  assert.equal(await isIn(roomId, carol.userId), false, "customers are never enrolled");
});

test("whoever joins while a room for everyone is archived is in it, without a line, when it is opened again", async () => {
  const { ada } = await castCompany(db);
  const roomId = await forEveryone(ada);
  await changeRoom(db, ada, { roomId, isActive: false });
  const before = await pageMessages(db, ada, { roomId, limit: 50 });
  const [join, joinAsCustomer] = [await inviteAnyone(ada), await inviteAnyone(ada, "customer")];
  const [userId, customerId] = [await join(), await joinAsCustomer()];
  assert.deepEqual((await pageMessages(db, ada, { roomId, limit: 50 })).messages, before.messages);
  await changeRoom(db, ada, { roomId, isActive: true });
  assert.deepEqual([await isIn(roomId, userId), await isIn(roomId, customerId)], [true, false]);
});
