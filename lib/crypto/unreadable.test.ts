import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { chatMessage, roomKey } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { checkKeyRing } from "#lib/crypto/check-key-ring.ts";
import { forgetRoomKeys } from "#lib/crypto/room-keys.ts";
import { accountOf } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { createRoom } from "#lib/rooms/create.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();

test("a message that cannot be opened shows as such, raises an alarm, and leaves the page around it whole", async () => {
  const { grace } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers" });
  const { message: first } = await postMessage(db, grace, { roomId, content: "first" });
  const { message: second } = await postMessage(db, grace, { roomId, content: "second", replyToId: first.id });
  const swapped = await db.select().from(chatMessage).where(eq(chatMessage.id, second.id));
  await db
    .update(chatMessage)
    .set({ contentEncrypted: swapped[0]?.contentEncrypted ?? null })
    .where(eq(chatMessage.id, first.id));
  const alarm = mock.method(log, "alarm", () => {});
  const { messages } = await pageMessages(db, grace, { roomId, limit: 10 });
  alarm.mock.restore();
  assert.deepEqual(
    messages.map((message) => message.content),
    ["Grace Hopper opened the room", null, "second"],
  );
  assert.equal(messages[1]?.metadata.unreadable, true);
  assert.equal(messages[2]?.replyTo?.content, null);
  assert.ok(alarm.mock.callCount() > 0);
});

test("a room's key that does not open raises an alarm, and other rooms are none the worse; no alarm tells what people wrote", async () => {
  const { grace } = await castCompany(db);
  const rooms = [];
  for (const name of ["Lost", "Kept"]) rooms.push(await createRoom(db, grace, { type: "group", name }));
  const [lost, kept] = rooms.map(({ roomId }) => roomId) as [string, string];
  for (const roomId of [lost, kept]) await postMessage(db, grace, { roomId, content: "canary" });
  await db
    .update(roomKey)
    .set({ wrappedKey: Buffer.alloc(65) })
    .where(eq(roomKey.roomId, lost));
  forgetRoomKeys(lost);
  const alarm = mock.method(log, "alarm", () => {});
  const read = async (roomId: string) => (await pageMessages(db, grace, { roomId, limit: 1 })).messages[0];
  assert.equal((await read(lost))?.content, null);
  assert.equal((await read(kept))?.content, "canary");
  alarm.mock.restore();
  const told = alarm.mock.calls.map(({ arguments: [message, error, facts] }) => [message, accountOf(error), facts]);
  assert.ok(told.some(([message]) => message === "A room's key cannot be opened"));
  assert.ok(told.every(([, , facts]) => (facts as { roomId: string }).roomId === lost));
  assert.doesNotMatch(JSON.stringify(told), /canary/);
});

test("a ring without the key that wrapped a room's key, or with another in its name, refuses to start", async () => {
  const { grace } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers" });
  await checkKeyRing(db);
  await db.update(roomKey).set({ masterKeyId: "lost" }).where(eq(roomKey.roomId, roomId));
  await assert.rejects(checkKeyRing(db), /MASTER_KEYS lacks the key lost/);
});
