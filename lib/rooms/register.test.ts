import assert from "node:assert/strict";
import { test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import { isRefusal } from "#lib/errors.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { changeRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { listRoomRecords } from "#lib/rooms/register.ts";

const { db } = await testDatabase();

test("an admin sees every company room, and of a group that they are not in its size and age alone", async () => {
  const { ada, grace, alan, katherine } = await castCompany(db);
  const { roomId: canteen } = await createRoom(db, ada, { type: "company", name: "Canteen", enrolment: "open" });
  const { roomId: own } = await createRoom(db, ada, { type: "group", name: "Budget", memberIds: [grace.userId] });
  const memberIds = [alan.userId, katherine.userId];
  const { roomId: secret } = await createRoom(db, grace, { type: "group", name: "Leaving do", memberIds });
  await createRoom(db, grace, { type: "direct", memberIds: [alan.userId] });
  await postMessage(db, grace, { roomId: secret, content: "Surprise" });
  await changeRoom(db, ada, { roomId: canteen, isActive: false });
  const rooms = await listRoomRecords(db, ada);
  assert.deepEqual(
    rooms.map(({ id }) => id),
    [null, own, canteen],
  );
  const [theirs, budget, archived] = rooms;
  const { createdAt, ...rest } = theirs ?? {};
  assert.ok(Date.parse(createdAt ?? "") > Date.now() - 60_000);
  const unseen = { id: null, name: null, role: null, isActive: null, posting: null, enrolment: null };
  assert.deepEqual(rest, { ...unseen, type: "group", members: 3, owners: null, lastActiveAt: null });
  assert.equal(budget?.name, "Budget");
  assert.equal(budget?.role, "owner");
  assert.equal(archived?.isActive, false);
  assert.deepEqual(archived?.owners, [{ id: ada.userId, name: ada.name }]);
});

test("nobody else sees the list, and another company's rooms are not in it", async () => {
  const { grace, barbara, carol } = await castCompany(db);
  for (const viewer of [grace, barbara, carol])
    await assert.rejects(listRoomRecords(db, viewer), (error) => isRefusal(error, "forbidden"));
  const theirs = await castCompany(db, "Elsewhere");
  assert.deepEqual(await listRoomRecords(db, theirs.ada), []);
});
