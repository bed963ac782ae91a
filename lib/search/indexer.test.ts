import assert from "node:assert/strict";
import { test } from "node:test";
import { eq, sql } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { roomChange, searchProgress } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { deleteMessage, editMessage, postMessage } from "#lib/messages/commands.ts";
import { deleteRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { compactCompany } from "#lib/search/compact.ts";
import { indexBatch, indexCompany } from "#lib/search/indexer.ts";
import { readProgress } from "#lib/search/progress.ts";
import { listSegments } from "#lib/search/segments.ts";
import { startIndexing } from "#lib/search/start.ts";
import { indexedOf, textsFor } from "#lib/search/testing.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();

async function stage(...contents: string[]) {
  const cast = await castCompany(db);
  const { roomId } = await createRoom(db, cast.grace, { type: "group", name: "Compilers", memberIds: [] });
  const post = async (content: string) => (await postMessage(db, cast.grace, { roomId, content })).message;
  const messages = [];
  for (const content of contents) messages.push(await post(content));
  return { ...cast, roomId, messages, post };
}

const indexed = (roomId: string) => indexedOf(db, roomId);
const segmentsOf = async (roomId: string) => (await listSegments(db, [{ roomId }])).length;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("what was committed but not yet indexed when a process died is indexed by the next", async () => {
  const { companyId, grace, post } = await stage("pebble one");
  await indexCompany(db, companyId);
  for (const content of ["pebble two", "pebble three"]) await post(content);
  assert.deepEqual(await textsFor(db, grace, "pebble"), ["pebble one"]);
  await indexCompany(db, companyId);
  assert.deepEqual(await textsFor(db, grace, "pebble"), ["pebble three", "pebble two", "pebble one"]);
});

test("a batch that breaks off leaves neither tokens nor progress, and is done again", async () => {
  const { companyId, grace, roomId, post } = await stage("first");
  await indexCompany(db, companyId);
  await post("second");
  const [before] = await db.select().from(searchProgress).where(eq(searchProgress.companyId, companyId));
  const crash = new Error("the process dies");
  const broken = db.transaction(async (tx) => {
    await indexBatch(tx as unknown as typeof db, companyId);
    throw crash;
  });
  await assert.rejects(broken, crash);
  assert.equal((await indexed(roomId)).length, 1);
  assert.deepEqual(await db.select().from(searchProgress).where(eq(searchProgress.companyId, companyId)), [before]);
  await indexCompany(db, companyId);
  assert.deepEqual(await textsFor(db, grace, "second"), ["second"]);
});

test("indexing everything again changes nothing", async () => {
  const { companyId, roomId } = await stage("one", "two", "three");
  await indexCompany(db, companyId);
  const once = await indexed(roomId);
  const segments = await listSegments(db, [{ roomId }]);
  await db.delete(searchProgress).where(eq(searchProgress.companyId, companyId));
  await indexCompany(db, companyId);
  assert.deepEqual(await indexed(roomId), once);
  assert.deepEqual(await listSegments(db, [{ roomId }]), segments);
  await db.update(searchProgress).set({ pos: 0 }).where(eq(searchProgress.companyId, companyId));
  await indexCompany(db, companyId);
  assert.deepEqual(await indexed(roomId), once);
});

test("what is sent while a history is walked is not walked too", async () => {
  const { companyId, grace, post } = await stage("gravel 0");
  await readProgress(db, companyId);
  await post("gravel 1");
  let looked = await indexBatch(db, companyId, 1);
  for (let n = 2; n < 7; n++) await post(`gravel ${n}`);
  for (let count = 1; count > 0; looked += count) count = await indexBatch(db, companyId, 1);
  assert.equal(
    looked,
    9,
    "each of 7 and the line of the opened room once, and once more what came before the first look",
  );
  assert.equal((await textsFor(db, grace, "gravel")).length, 7);
});

test("several indexers at once, while people write, edit and delete, come to what one comes to", async () => {
  const { companyId, grace, roomId, post } = await stage();
  let isOver = false;
  const indexers = Array.from({ length: 3 }, async () => {
    while (!isOver) {
      await indexCompany(db, companyId);
      await compactCompany(db, companyId);
      await pause(1);
    }
  });
  const messages = await Promise.all(Array.from({ length: 60 }, (_, n) => post(`grain ${n}`)));
  await Promise.all(
    messages.slice(0, 20).map(async ({ id: messageId }, n) => {
      if (n % 2) await editMessage(db, grace, { roomId, messageId, content: `changed ${n}` });
      else await deleteMessage(db, grace, { roomId, messageId });
    }),
  );
  isOver = true;
  await Promise.all(indexers);
  await indexCompany(db, companyId);
  assert.equal((await textsFor(db, grace, "grain")).length, 40);
  assert.equal((await textsFor(db, grace, "changed")).length, 10);
  assert.equal((await indexed(roomId)).length, 50);
});

test("segments of rooms at rest become few, and each message is found as before", async () => {
  const { companyId, grace, roomId, post } = await stage();
  for (let n = 0; n < 30; n++) {
    await post(`slate ${n}`);
    await indexCompany(db, companyId);
  }
  const [many, before] = [await segmentsOf(roomId), await indexed(roomId)];
  assert.ok(many > 4);
  await compactCompany(db, companyId);
  assert.ok((await segmentsOf(roomId)) <= 2);
  assert.deepEqual(await indexed(roomId), before);
  assert.equal((await textsFor(db, grace, "slate")).length, 30);
});

test("a search finds what is merged while it looks", async () => {
  const { companyId, grace, post } = await stage("flint 0");
  await indexCompany(db, companyId);
  for (let n = 1; n < 40; n++) {
    await post(`flint ${n}`);
    const written = indexCompany(db, companyId).then(() => compactCompany(db, companyId));
    const [found] = await Promise.all([textsFor(db, grace, "flint"), written]);
    assert.ok(found.length >= n, `${found.length} of ${n}`);
  }
});

test("history that the log no longer tells of is walked from the messages themselves", async () => {
  const { companyId, grace, post } = await stage(...Array.from({ length: 130 }, (_, n) => `shell ${n}`));
  await db.delete(roomChange).where(eq(roomChange.companyId, companyId));
  await indexCompany(db, companyId);
  assert.equal((await textsFor(db, grace, "shell")).length, 130);
  await post("shell pruned before it was read");
  await post("shell still in the log");
  await db.execute(sql`delete from room_change where company_id = ${companyId}
    and pos < (select head from company_log where company_id = ${companyId})`);
  await indexCompany(db, companyId);
  assert.equal((await textsFor(db, grace, "shell")).length, 132);
});

test("a deleted room takes its tokens with it, and one deleted meanwhile stops nobody", async () => {
  const { companyId, grace, roomId } = await stage("gone soon");
  await indexCompany(db, companyId);
  await postMessage(db, grace, { roomId, content: "never indexed" });
  await deleteRoom(db, grace, { roomId });
  assert.deepEqual(await indexed(roomId), []);
  const other = await createRoom(db, grace, { type: "group", name: "Next", memberIds: [] });
  await postMessage(db, grace, { roomId: other.roomId, content: "found" });
  await indexCompany(db, companyId);
  assert.deepEqual(await textsFor(db, grace, "found"), ["found"]);
});

test("while the server runs, what was sent is found about a second later, and what lay there before too", async () => {
  const { grace, post } = await stage("here before");
  const stop = startIndexing(db);
  await post("sent just now");
  const deadline = Date.now() + 30_000;
  const found = async () => [...(await textsFor(db, grace, "before")), ...(await textsFor(db, grace, "sent"))].length;
  while ((await found()) < 2 && Date.now() < deadline) await pause(50);
  assert.equal(await found(), 2);
  await stop();
});

test("while the server runs and nobody sends, the segments of what was sent become few", async () => {
  const { companyId, roomId, post } = await stage();
  for (let n = 0; n < 9; n++) {
    await post(`gravel ${n}`);
    await indexCompany(db, companyId);
  }
  const stop = startIndexing(db);
  await post("the last for now");
  const deadline = Date.now() + 30_000;
  while ((await segmentsOf(roomId)) > 2 && Date.now() < deadline) await pause(100);
  assert.ok((await segmentsOf(roomId)) <= 2);
  await stop();
});
