import assert from "node:assert/strict";
import { test } from "node:test";
import { type Cast, castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { markRead } from "#lib/read-marks/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { listRooms, openRoom } from "#lib/rooms/queries.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db, statements } = await testDatabase();

/** How many statements something takes, BEGIN and COMMIT aside, the session and the room's keys being warm. */
async function count(run: () => Promise<unknown>): Promise<number> {
  statements.length = 0;
  await run();
  return statements.length;
}

async function openGroups(cast: Cast, many: number): Promise<string> {
  let roomId = "";
  for (let n = 0; n < many; n++) ({ roomId } = await createRoom(db, cast.grace, { type: "group", name: `Room ${n}` }));
  return roomId;
}

test("a send takes one; one that answers another six: limit, lock, look, insert, log, and the message as it is", async () => {
  const cast = await castCompany(db);
  const roomId = await openGroups(cast, 1);
  const { message } = await postMessage(db, cast.grace, { roomId, content: "warm" });
  const send = (replyToId?: string) => postMessage(db, cast.grace, { roomId, content: "one", replyToId });
  assert.equal(await count(() => send()), 1);
  assert.equal(await count(() => send(message.id)), 6);
});

test("opening a room takes five: its door, members and unread, the history's door and its page", async () => {
  const cast = await castCompany(db);
  const roomId = await openGroups(cast, 1);
  const opening = async () => {
    await openRoom(db, cast.grace, { roomId });
    await pageMessages(db, cast.grace, { roomId, limit: 50 });
  };
  assert.equal(await count(opening), 5);
});

test("a read mark takes three", async () => {
  const cast = await castCompany(db);
  const roomId = await openGroups(cast, 1);
  assert.equal(await count(() => markRead(db, cast.grace, { roomId, seq: 2 })), 3);
});

test("the rooms list takes three for five rooms and for five hundred, and two more for those in which something happened", async () => {
  for (const many of [5, 500]) {
    const cast = await castCompany(db);
    const roomId = await openGroups(cast, many);
    for (const one of [roomId, await openGroups(cast, 1)]) {
      await postMessage(db, cast.grace, { roomId: one, content: "one" });
      await markRead(db, cast.grace, { roomId: one, seq: 1, unread: true });
    }
    const { rooms } = await listRooms(db, cast.grace);
    assert.equal(rooms.length, many + 1);
    assert.equal(await count(() => listRooms(db, cast.grace)), 3);
    await postMessage(db, cast.grace, { roomId, content: "two" });
    assert.equal(await count(() => listRooms(db, cast.grace)), 5);
  }
});
