import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { eq, inArray, sql } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { chatMessage, chatRoom, roomKey } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { checkKeyRing } from "#lib/crypto/check-key-ring.ts";
import { forgetKeyRing } from "#lib/crypto/key-ring.ts";
import { forgetRoomKeys, makeRoomKey } from "#lib/crypto/room-keys.ts";
import { renewRoomKeys, rewrapKeys } from "#lib/crypto/rotate.ts";
import { keyVersionOf } from "#lib/crypto/seal.ts";
import { newId } from "#lib/ids.ts";
import { log } from "#lib/log.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { deleteRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();

const old = `test:${Buffer.alloc(32, 7).toString("base64")}`;
const fresh = `fresh:${Buffer.alloc(32, 8).toString("base64")}`;

/** Gives the process another ring, as a restart with other settings would. */
function useRing(ring: string, roomIds: string[]): void {
  const held = globalThis as { [key: symbol]: { MASTER_KEYS: string } };
  const secrets = held[Symbol.for("parley.secrets")];
  if (secrets) secrets.MASTER_KEYS = ring;
  forgetKeyRing();
  for (const roomId of roomIds) forgetRoomKeys(roomId);
}

test("what was said before a rotation reads at every moment of it, and with the new master key alone after it", async () => {
  const { grace } = await castCompany(db);
  const roomIds: string[] = [];
  for (let n = 0; n < 12; n++) {
    const { roomId } = await createRoom(db, grace, { type: "group", name: `Room ${n}` });
    await postMessage(db, grace, { roomId, content: `said in ${n}` });
    roomIds.push(roomId);
  }
  const readAll = async () => {
    for (const [n, roomId] of roomIds.entries()) {
      forgetRoomKeys(roomId);
      const { messages } = await pageMessages(db, grace, { roomId, limit: 10 });
      assert.equal(messages.at(-1)?.content, `said in ${n}`);
    }
  };
  useRing(`${fresh},${old}`, roomIds);
  await readAll();
  const rotating = Promise.all([rewrapKeys(db), rewrapKeys(db)]); // twice at once, as two operators might
  for (let round = 0; round < 5; round++) await readAll();
  await rotating;
  assert.deepEqual(await rewrapKeys(db), { wrapped: 0, unopened: 0 });
  useRing(fresh, roomIds);
  await readAll();
  useRing(`${fresh},${old}`, roomIds);
});

test("a rotation lets others have their turn", async () => {
  const { companyId } = await castCompany(db);
  useRing(`${old},${fresh}`, []);
  const rooms = Array.from({ length: 160 }, () => ({ id: newId(), companyId, type: "group" as const }));
  await db.insert(chatRoom).values(rooms);
  await db.insert(roomKey).values(rooms.map(({ id }) => makeRoomKey(companyId, id, "everyone")));
  useRing(`${fresh},${old}`, []);
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const { wrapped } = await rewrapKeys(db);
  await renewRoomKeys(db, new Date(Date.now() + 60_000));
  clearInterval(timer);
  assert.ok(wrapped >= 160);
  assert.ok(turns >= 6, `${turns} turns`);
});

test("a key that does not open stops neither the start nor the rotation of the others, and raises an alarm", async () => {
  const { grace } = await castCompany(db);
  const roomIds: string[] = [];
  useRing(`${old},${fresh}`, []);
  for (let n = 0; n < 3; n++) {
    const { roomId } = await createRoom(db, grace, { type: "group", name: `Room ${n}` });
    await postMessage(db, grace, { roomId, content: `said in ${n}` });
    roomIds.push(roomId);
  }
  const [damaged = "", ...whole] = roomIds;
  await db
    .update(roomKey)
    .set({ wrappedKey: Buffer.alloc(65) })
    .where(eq(roomKey.roomId, damaged));
  useRing(`${fresh},${old}`, roomIds);
  const alarm = mock.method(log, "alarm", () => {});
  await checkKeyRing(db);
  const { unopened } = await rewrapKeys(db);
  alarm.mock.restore();
  assert.equal(unopened, 1);
  assert.ok(alarm.mock.calls.some(({ arguments: [, , facts] }) => facts?.roomId === damaged));
  useRing(fresh, roomIds);
  for (const roomId of whole) {
    const { messages } = await pageMessages(db, grace, { roomId, limit: 10 });
    assert.match(messages.at(-1)?.content ?? "", /^said in/);
  }
  useRing(`${fresh},${old}`, roomIds);
  await deleteRoom(db, grace, { roomId: damaged });
});

test("a new room key seals once every process knows it; what older ones sealed stays readable; a second run adds nothing", async () => {
  const { grace } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers" });
  await postMessage(db, grace, { roomId, content: "before", clientId: "before" });
  const since = new Date(Date.now() + 60_000);
  await renewRoomKeys(db, since);
  await db.update(roomKey).set({ createdAt: sql`now() - interval '10 seconds'` }).where(eq(roomKey.version, 2));
  forgetRoomKeys(roomId);
  const versionOf = async (id: string) => {
    const [row] = await db.select().from(chatMessage).where(eq(chatMessage.id, id));
    return keyVersionOf(row?.contentEncrypted ?? Buffer.alloc(0));
  };
  const { message: during } = await postMessage(db, grace, { roomId, content: "during" });
  assert.equal(await versionOf(during.id), 1);
  await db.update(roomKey).set({ createdAt: sql`now() - interval '10 minutes'` }).where(eq(roomKey.roomId, roomId));
  forgetRoomKeys(roomId);
  const { message: after } = await postMessage(db, grace, { roomId, content: "after" });
  assert.equal(await versionOf(after.id), 2);
  const { isRepeat } = await postMessage(db, grace, { roomId, content: "before", clientId: "before" });
  assert.equal(isRepeat, true);
  const { messages } = await pageMessages(db, grace, { roomId, limit: 10 });
  assert.deepEqual(
    messages.slice(1).map((message) => message.content),
    ["before", "during", "after"],
  );
  assert.equal(await renewRoomKeys(db, new Date(Date.now() - 3_600_000)), 0);
});

test("a room that is deleted while all get new keys stops nothing", async () => {
  const { grace } = await castCompany(db);
  const roomIds: string[] = [];
  for (let n = 0; n < 12; n++) {
    roomIds.push((await createRoom(db, grace, { type: "group", name: `Room ${n}` })).roomId);
  }
  const deleting = async () => {
    for (const roomId of roomIds.slice(6)) await deleteRoom(db, grace, { roomId });
  };
  const since = new Date(Date.now() + 60_000);
  await Promise.all([deleting(), renewRoomKeys(db, since)]);
  const kept = await db.select().from(roomKey).where(inArray(roomKey.roomId, roomIds));
  assert.deepEqual(kept.map(({ version }) => version).toSorted(), [...Array(6).fill(1), ...Array(6).fill(2)]);
});
