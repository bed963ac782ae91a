import assert from "node:assert/strict";
import { after, test } from "node:test";
import { asc, eq, sql } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { companyLog, roomChange, searchProgress } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { pruneLog } from "#lib/realtime/prune.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { roomChanges, syncChanges } from "#lib/realtime/sync.ts";
import { connect } from "#lib/realtime/testing.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { listRooms } from "#lib/rooms/queries.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
after(closeStreams); // registered first, so it runs before the database closes
const { db } = await testDatabase();

const changesOf = ({ companyId }: Viewer) =>
  db.select().from(roomChange).where(eq(roomChange.companyId, companyId)).orderBy(asc(roomChange.pos));
const age = ({ companyId }: Viewer, upTo: number) =>
  db
    .update(roomChange)
    .set({ createdAt: sql`now() - interval '40 days'` })
    .where(sql`${roomChange.companyId} = ${companyId} and ${roomChange.pos} <= ${upTo}`);

async function withTalk(count = 10) {
  const { grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "direct", memberIds: [alan.userId] });
  const { cursor } = await listRooms(db, alan);
  for (let n = 0; n < count; n++) await postMessage(db, grace, { roomId, content: `message ${n}` });
  return { grace, alan, roomId, cursor };
}

test("old changes go from the beginning on, and young ones stay", async () => {
  const { grace, roomId } = await withTalk();
  const before = await changesOf(grace);
  await age(grace, 5);
  assert.equal(await pruneLog(db, 30), 5);
  assert.deepEqual(await changesOf(grace), before.slice(5));
  assert.equal(await pruneLog(db, 30), 0);
  assert.equal((await pageMessages(db, grace, { roomId, limit: 50 })).messages.length, 10);
});

test("an old change behind a young one stays, so that there is never a hole", async () => {
  const { grace } = await withTalk();
  await age(grace, 5);
  await db
    .update(roomChange)
    .set({ createdAt: sql`now()` })
    .where(sql`${roomChange.companyId} = ${grace.companyId} and pos = 3`);
  await pruneLog(db, 30);
  assert.deepEqual((await changesOf(grace)).map(({ pos }) => pos).slice(0, 3), [3, 4, 5]);
});

test("the newest change stays, however old, and a stream goes on from it", async () => {
  const { grace, alan, roomId } = await withTalk();
  const [log] = await db.select().from(companyLog).where(eq(companyLog.companyId, grace.companyId));
  await age(grace, log?.head ?? 0);
  const { cursor } = await listRooms(db, alan);
  await pruneLog(db, 30);
  assert.deepEqual(
    (await changesOf(grace)).map(({ pos }) => pos),
    [log?.head],
  );
  await postMessage(db, grace, { roomId, content: "and on" });
  const page = await syncChanges(db, alan, { cursor });
  assert.ok(!("reset" in page) && page.changes.length === 1);
});

test("an older cursor is told to fetch afresh", async () => {
  const { alan, grace, roomId, cursor } = await withTalk();
  await age(grace, 8);
  await pruneLog(db, 30);
  const page = await syncChanges(db, alan, { cursor });
  assert.ok("reset" in page);
  assert.deepEqual(await roomChanges(db, alan, { roomId, after: 2, limit: 50 }), { reset: true });
  const stream = await connect(db, alan, cursor);
  assert.ok(stream.events.some(({ name }) => name === "reset"));
  stream.cut();
});

test("what search has not read yet stays", async () => {
  const { grace } = await withTalk();
  await db
    .insert(searchProgress)
    .values({ companyId: grace.companyId, pos: 3 })
    .onConflictDoUpdate({ target: searchProgress.companyId, set: { pos: 3 } });
  await age(grace, 8);
  await pruneLog(db, 30);
  assert.equal((await changesOf(grace))[0]?.pos, 4);
});

test("thousands go in batches, another company's untouched", async () => {
  const { grace } = await withTalk(1);
  const { ada } = await castCompany(db);
  const before = await changesOf(grace);
  const [first] = before;
  assert.ok(first);
  const old = Array.from({ length: 2_500 }, (_, n) => ({
    ...first,
    companyId: ada.companyId,
    pos: n + 1,
    roomId: ada.userId,
    seq: n + 1,
  }));
  await db.insert(roomChange).values(old);
  await db.update(companyLog).set({ head: 2_500 }).where(eq(companyLog.companyId, ada.companyId));
  await age(ada, 2_500);
  assert.equal(await pruneLog(db, 30), 2_499);
  assert.equal((await changesOf(grace)).length, before.length);
});
