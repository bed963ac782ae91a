import assert from "node:assert/strict";
import { test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal } from "#lib/errors.ts";
import { changeMember, removeMember } from "#lib/members/commands.ts";
import { listMembers } from "#lib/members/queries.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { changePerson } from "#lib/people/commands.ts";
import { changeRoom, deleteRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();

async function openRoom(owner: Viewer, ...others: Viewer[]): Promise<string> {
  const memberIds = others.map(({ userId }) => userId);
  return (await createRoom(db, owner, { type: "group", name: "Ours", memberIds })).roomId;
}

const deactivate = (admin: Viewer, { userId }: Viewer) => changePerson(db, admin, { userId, isActive: false });

async function ownersOf(viewer: Viewer, roomId: string): Promise<string[]> {
  const members = await listMembers(db, viewer, { roomId });
  return members.filter(({ role, isActive }) => role === "owner" && isActive).map(({ name }) => name);
}

async function lastLine(viewer: Viewer, roomId: string): Promise<string | null | undefined> {
  return (await pageMessages(db, viewer, { roomId, limit: 50 })).messages.at(-1)?.content;
}

test("a room whose only owner is deactivated passes to its longest-standing admin, and is told so", async () => {
  const { ada, grace, alan, katherine, linus, carol } = await castCompany(db);
  const roomId = await openRoom(grace, carol, alan, katherine, linus);
  for (const { userId } of [linus, katherine]) await changeMember(db, grace, { roomId, userId, role: "admin" });
  await deactivate(ada, grace);
  assert.deepEqual(await ownersOf(alan, roomId), ["Katherine Johnson"]);
  assert.equal(await lastLine(alan, roomId), "Ada Lovelace made Katherine Johnson an owner");
  await deleteRoom(db, katherine, { roomId });
});

test("without an admin it passes to its longest-standing member, never to a guest, and from there on", async () => {
  const { ada, grace, alan, katherine, carol } = await castCompany(db);
  const roomId = await openRoom(grace, carol, alan, katherine);
  await deactivate(ada, grace);
  assert.deepEqual(await ownersOf(carol, roomId), ["Alan Turing"]);
  await deactivate(ada, alan);
  assert.deepEqual(await ownersOf(carol, roomId), ["Katherine Johnson"]);
});

test("a room with another owner stays as it is, and one with nobody else waits for its owner", async () => {
  const { ada, grace, alan, carol } = await castCompany(db);
  const sharedId = await openRoom(grace, alan);
  await changeMember(db, grace, { roomId: sharedId, userId: alan.userId, role: "owner" });
  const line = await lastLine(alan, sharedId);
  const aloneId = await openRoom(grace, carol);
  await deactivate(ada, grace);
  assert.equal(await lastLine(alan, sharedId), line);
  assert.deepEqual(await ownersOf(carol, aloneId), []);
  await changePerson(db, ada, { userId: grace.userId, isActive: true });
  assert.deepEqual(await ownersOf(carol, aloneId), ["Grace Hopper"]);
});

test("an archived room passes on without a line", async () => {
  const { ada, grace, alan } = await castCompany(db);
  const roomId = await openRoom(grace, alan);
  await changeRoom(db, grace, { roomId, isActive: false });
  const line = await lastLine(alan, roomId);
  await deactivate(ada, grace);
  assert.deepEqual(await ownersOf(alan, roomId), ["Alan Turing"]);
  assert.equal(await lastLine(alan, roomId), line);
});

test("of two owners one leaves while the other is deactivated: the room is never without", async () => {
  const { ada, grace, alan, katherine } = await castCompany(db);
  for (let round = 0; round < 20; round++) {
    const roomId = await openRoom(grace, alan, katherine);
    await changeMember(db, grace, { roomId, userId: alan.userId, role: "owner" });
    const leaving = removeMember(db, alan, { roomId, userId: alan.userId }).catch((error) => {
      assert.ok(isRefusal(error, "last_owner"), String(error));
    });
    await Promise.all(round % 2 ? [deactivate(ada, grace), leaving] : [leaving, deactivate(ada, grace)]);
    assert.equal((await ownersOf(katherine, roomId)).length, 1);
    await changePerson(db, ada, { userId: grace.userId, isActive: true });
  }
});
