import assert from "node:assert/strict";
import { after, test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { markRead } from "#lib/read-marks/commands.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { connect, until } from "#lib/realtime/testing.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { openRoom } from "#lib/rooms/queries.ts";

after(closeStreams); // registered first, so it runs before the database closes
const { db } = await testDatabase();

test("members see how far the others have read, at once, and nobody else does", async () => {
  const { grace, alan, katherine } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "direct", memberIds: [alan.userId] });
  const { message } = await postMessage(db, grace, { roomId, content: "Have you seen this?" });
  const markOfAlan = async () =>
    (await openRoom(db, grace, { roomId })).members.find(({ userId }) => userId === alan.userId)?.lastReadSeq;
  assert.equal(await markOfAlan(), message.seq - 1);
  const [graces, katherines] = await Promise.all([connect(db, grace), connect(db, katherine)]);
  await markRead(db, alan, { roomId, seq: message.seq });
  assert.equal(await markOfAlan(), message.seq);
  const marks = () => graces.events.filter(({ name }) => name === "read").map(({ data }) => data);
  await until(() => marks().length === 1, "Grace hears of it");
  assert.deepEqual(marks(), [{ roomId, userId: alan.userId, lastReadSeq: message.seq }]);
  assert.ok(!katherines.events.some(({ name }) => name === "read"));
  graces.cut();
  katherines.cut();
});
