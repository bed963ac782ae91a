import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { and, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { castCompany } from "#db/cast.ts";
import { rowsOf } from "#db/rows.ts";
import { chatMessage, roomKey, searchPart, searchSegment } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { forgetRoomKeys, roomKeys } from "#lib/crypto/room-keys.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { temporaryFolder, upload } from "#lib/files/testing.ts";
import { parse } from "#lib/http/endpoint.ts";
import { log } from "#lib/log.ts";
import { removeMember } from "#lib/members/commands.ts";
import { deleteMessage, editMessage, postMessage } from "#lib/messages/commands.ts";
import { writeNotes } from "#lib/rate-limits/notes.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { setSearch } from "#lib/search/commands.ts";
import { indexCompany } from "#lib/search/indexer.ts";
import { searchQuery } from "#lib/search/inputs.ts";
import { searchMessages } from "#lib/search/queries.ts";
import { makeSegment, type Segment, tokenOfPosting } from "#lib/search/segment.ts";
import { listSegments, readSegments, replaceSegments } from "#lib/search/segments.ts";
import { indexedOf, searchAll, textsFor } from "#lib/search/testing.ts";
import { type SearchKey, searchKeyOf, searchKeysOf, tokenOf } from "#lib/search/tokens.ts";
import { writeToSupport } from "#lib/support/testing.ts";

process.env.DATA_DIR = temporaryFolder();
process.env.RATE_LIMIT_FACTOR = "100000";
const { db, statements } = await testDatabase();

const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);

async function stage(...contents: string[]) {
  const cast = await castCompany(db);
  const { companyId, grace, alan } = cast;
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers", memberIds: [alan.userId] });
  const post = async (viewer: Viewer, content: string, where = roomId) =>
    (await postMessage(db, viewer, { roomId: where, content })).message;
  const messages = [];
  for (const content of contents) messages.push(await post(grace, content));
  const index = () => indexCompany(db, companyId);
  await index();
  return { ...cast, roomId, messages, post, index };
}

test("shows hits newest first, in their rooms, with what was found marked", async () => {
  const { grace, roomId } = await stage("An old loop", "A new\n**loop** is looping", "nothing");
  const [first, second] = await searchAll(db, grace, { q: "LOOP" });
  assert.deepEqual(first?.room, { id: roomId, name: "Compilers", type: "group" });
  assert.deepEqual(first?.snippet, [
    { text: "A new **", match: false },
    { text: "loop", match: true },
    { text: "** is ", match: false },
    { text: "looping", match: true },
  ]);
  assert.equal(second?.message.content, "An old loop");
});

test("cuts a long text around what was found, between words", async () => {
  const { grace } = await stage(`${"before ".repeat(300)} needle ${"after ".repeat(300)}`);
  const [hit] = await searchAll(db, grace, { q: "needle" });
  const shown = hit?.snippet.map(({ text }) => text).join("") ?? "";
  assert.match(shown, /^… before .* needle after .*after …$/);
  assert.ok(shown.length < 260);
});

test("pages to the end without a hole or a repetition, also over what arrives meanwhile", async () => {
  const { grace, post, index } = await stage(...Array.from({ length: 25 }, (_, n) => `stone ${n}`));
  const first = await searchMessages(db, grace, parse(searchQuery, { q: "stone", limit: "10" }));
  await post(grace, "stone late");
  await index();
  const rest = await searchAll(db, grace, { q: "stone", limit: "10", cursor: first.nextCursor ?? "" });
  const found = [...first.hits, ...rest].map(({ message }) => message.content);
  assert.deepEqual(
    found,
    Array.from({ length: 25 }, (_, n) => `stone ${24 - n}`),
  );
});

test("an edited message is found by what it says now, from the very edit on not by what it said", async () => {
  const { grace, roomId, messages, index } = await stage("the secret is orange");
  await editMessage(db, grace, { roomId, messageId: messages[0]?.id ?? "", content: "the secret is purple" });
  assert.deepEqual(await indexedOf(db, roomId), []);
  assert.deepEqual(await textsFor(db, grace, "orange"), []);
  await index();
  assert.deepEqual(await textsFor(db, grace, "orange"), []);
  assert.deepEqual(await textsFor(db, grace, "purple"), ["the secret is purple"]);
});

test("a deleted message is found by nothing, at once", async () => {
  const { grace, roomId, messages, index } = await stage("regrettable");
  await deleteMessage(db, grace, { roomId, messageId: messages[0]?.id ?? "" });
  assert.deepEqual(await textsFor(db, grace, "regrettable"), []);
  await index();
  assert.deepEqual(await indexedOf(db, roomId), []);
  assert.deepEqual(await db.select().from(searchPart).where(eq(searchPart.roomId, roomId)), []);
});

test("nothing is found in rooms that one does not read, or of another company", async () => {
  const { grace, alan, katherine, ada, roomId } = await stage("a private matter");
  const stranger = (await stage("another matter")).grace;
  const own = await createRoom(db, katherine, { type: "group", name: "Hers", memberIds: [] });
  assert.equal((await textsFor(db, alan, "matter")).length, 1);
  for (const viewer of [katherine, ada]) assert.deepEqual(await textsFor(db, viewer, "private"), []);
  assert.deepEqual(await textsFor(db, stranger, "matter"), ["another matter"]);
  assert.deepEqual(await textsFor(db, grace, "private", { from: stranger.userId }), []);
  for (const viewer of [katherine, stranger])
    await assert.rejects(textsFor(db, viewer, "private", { roomId }), refusedAs("not_found"));
  assert.deepEqual(await textsFor(db, katherine, "private", { roomId: own.roomId }), []);
});

test("row 16: a removed member finds nothing more, not even what was said in their time", async () => {
  const { grace, alan, roomId } = await stage("while Alan was here");
  const query = parse(searchQuery, { q: "here", limit: "1" });
  assert.equal((await searchMessages(db, alan, query)).hits.length, 1);
  await removeMember(db, grace, { roomId, userId: alan.userId });
  assert.deepEqual(await textsFor(db, alan, "here"), []);
  await assert.rejects(textsFor(db, alan, "here", { roomId }), refusedAs("not_found"));
});

test("staff notes are found by staff, in support rooms that they need not be members of, and never by the customer", async () => {
  const { companyId, barbara, grace, index } = await stage();
  const { viewer: customer, roomId } = await writeToSupport(db, companyId, { content: "The meter shows E14" });
  await postMessage(db, barbara, { roomId, content: "E14 means a lost meter block", audience: "staff" });
  await index();
  assert.deepEqual(await textsFor(db, barbara, "meter"), ["E14 means a lost meter block", "The meter shows E14"]);
  assert.deepEqual(await textsFor(db, customer, "meter"), ["The meter shows E14"]);
  assert.deepEqual(await textsFor(db, customer, "block", { roomId }), []);
  assert.deepEqual(await searchAll(db, customer, { from: barbara.userId }), []);
  assert.deepEqual(await textsFor(db, grace, "meter"), []);
});

test("a hit in a support room says whose conversation it is, and what about", async () => {
  const { companyId, barbara, index } = await stage();
  const { viewer: customer } = await writeToSupport(db, companyId, { content: "The meter shows E14", subject: "E14" });
  await index();
  const [hit] = await searchAll(db, barbara, { q: "meter" });
  const named = { id: customer.userId, name: customer.name };
  assert.deepEqual(hit?.room.case, { subject: "E14", customer: named, isSolved: false });
});

test("narrows by room, sender, time and what a message brings along", async () => {
  const { grace, alan, roomId, messages, post, index } = await stage(
    "report one",
    "report two: https://example.com/two",
  );
  const other = await createRoom(db, grace, { type: "direct", memberIds: [alan.userId] });
  await post(alan, "report three", other.roomId);
  const image = await upload(db, alan, roomId, "a scan of the bench.txt", "text");
  await postMessage(db, alan, { roomId, content: "", fileIds: [image.id] });
  await index();
  const find = (asked: Record<string, string>) => textsFor(db, grace, "report", asked);
  assert.deepEqual(await find({ roomId: other.roomId }), ["report three"]);
  assert.deepEqual(await find({ from: alan.userId }), ["report three"]);
  assert.deepEqual(await find({ has: "link" }), ["report two: https://example.com/two"]);
  assert.deepEqual(await find({ has: "image" }), []);
  const second = messages[1]?.createdAt ?? "";
  assert.deepEqual(await find({ before: second }), ["report one"]);
  assert.deepEqual(await find({ after: second, roomId }), ["report two: https://example.com/two"]);
  assert.deepEqual(await find({ before: "2000-01-01" }), []);
  const [file] = await searchAll(db, grace, { has: "file" });
  assert.equal(file?.message.files[0]?.name, "a scan of the bench.txt");
  assert.equal((await searchAll(db, grace, { q: "bench scan" }))[0]?.message.id, file?.message.id);
});

test("tokens only propose: what they point at by chance is opened, looked at and left out", async () => {
  const { companyId, grace, roomId, messages } = await stage("alpha", "omega");
  const keys = searchKeysOf(await roomKeys(db, companyId, [roomId]));
  const listed = await listSegments(db, [{ roomId }]);
  const [segment] = await readSegments(db, companyId, keys, listed);
  const both = (segment as Segment).messages.map((spot) => ({
    ...spot,
    tokens: Array.from((segment as Segment).postings, tokenOfPosting),
  }));
  await replaceSegments(db, companyId, keys, { gone: listed, written: [{ roomId, segment: makeSegment(both) }] });
  assert.equal(messages.length, 2);
  assert.deepEqual(await textsFor(db, grace, "alpha"), ["alpha"]);
  await db
    .update(chatMessage)
    .set({ contentEncrypted: Buffer.from("garbage") })
    .where(eq(chatMessage.roomId, roomId));
  assert.deepEqual(await textsFor(db, grace, "alpha"), []);
});

test("the same word gives other tokens in every room, and in a room the same", async () => {
  const { grace, roomId, post, index } = await stage("pebble shell grain", "grain shell pebble shell shell");
  const other = await createRoom(db, grace, { type: "group", name: "Other", memberIds: [] });
  await post(grace, "pebble shell grain", other.roomId);
  await index();
  const [one, two] = await indexedOf(db, roomId);
  const [elsewhere] = await indexedOf(db, other.roomId);
  assert.deepEqual(one?.tokens, two?.tokens);
  assert.equal(one?.tokens.length, elsewhere?.tokens.length);
  const known = new Set(one?.tokens);
  assert.ok(elsewhere?.tokens.every((token) => !known.has(token)));
});

test("tables hold neither a word nor a token, and of what is said again other bytes", async () => {
  const { companyId, roomId, post, grace, index } = await stage("Zanzibar canary");
  await post(grace, "Zanzibar canary");
  await index();
  const rows = await db.select().from(searchPart).where(eq(searchPart.roomId, roomId));
  const sealed = rows.filter(({ number }) => number >= 0).map((row) => row.sealed);
  assert.equal(sealed.length, 2);
  assert.notDeepEqual(sealed[0], sealed[1]);
  const key = searchKeyOf((await roomKeys(db, companyId, [roomId])).get(roomId), "everyone");
  const token = Buffer.alloc(5);
  token.writeUIntBE(tokenOf(key as SearchKey, "prefix zan"), 0, 5);
  for (const bytes of sealed)
    for (const telling of ["zanzibar", "Zanzibar", "canary", token]) assert.equal(bytes.indexOf(telling), -1);
});

test("a part of the index that does not open, or was moved, raises an alarm and hides what it held", async () => {
  const { grace, roomId } = await stage("found by its words");
  const other = await createRoom(db, grace, { type: "group", name: "Other", memberIds: [] });
  await postMessage(db, grace, { roomId: other.roomId, content: "found by other words" });
  await indexCompany(db, grace.companyId);
  const partOfRoom = (id: string) => and(eq(searchPart.roomId, id), eq(searchPart.number, 0));
  const [moved] = await db.select().from(searchPart).where(partOfRoom(other.roomId));
  await db
    .update(searchPart)
    .set({ sealed: moved?.sealed ?? Buffer.alloc(0) })
    .where(partOfRoom(roomId));
  const alarm = mock.method(log, "alarm", () => {});
  assert.deepEqual(await textsFor(db, grace, "found"), ["found by other words"]);
  alarm.mock.restore();
  assert.equal(alarm.mock.calls[0]?.arguments[0], "A part of the search index cannot be opened");
});

test("a message whose room lost its first key raises an alarm, and those beside it are indexed", async () => {
  const { companyId, grace, roomId } = await stage();
  const other = await createRoom(db, grace, { type: "group", name: "Other", memberIds: [] });
  await postMessage(db, grace, { roomId, content: "lost" });
  await postMessage(db, grace, { roomId: other.roomId, content: "kept" });
  await db.delete(roomKey).where(eq(roomKey.roomId, roomId));
  forgetRoomKeys(roomId);
  const alarm = mock.method(log, "alarm", () => {});
  await indexCompany(db, companyId);
  alarm.mock.restore();
  const told = alarm.mock.calls.filter(({ arguments: [message] }) => message === "A message cannot be indexed");
  assert.deepEqual(
    told.map(({ arguments: [, , facts] }) => facts?.roomId),
    [roomId],
  );
  assert.deepEqual(await textsFor(db, grace, "kept"), ["kept"]);
});

test("a company that switched search off has no tokens and gets none, until it switches it on", async () => {
  const { ada, grace, roomId, post, index } = await stage("before");
  await assert.rejects(setSearch(db, grace, false), refusedAs("forbidden"));
  await setSearch(db, ada, false);
  await post(grace, "during");
  await index();
  for (const table of [searchSegment, searchPart])
    assert.deepEqual(await db.select().from(table).where(eq(table.roomId, roomId)), []);
  await assert.rejects(textsFor(db, grace, "before"), refusedAs("forbidden"));
  await setSearch(db, ada, true);
  await index();
  assert.equal((await textsFor(db, grace, "before")).length + (await textsFor(db, grace, "during")).length, 2);
});

test("wild questions are refused or find nothing, and never break anything", async () => {
  const { grace } = await stage("calm");
  for (const asked of [
    {},
    { q: "x".repeat(10_000) },
    { q: "a\0b" },
    { q: "\ud800" },
    { q: ["a", "b"] },
    { q: "calm", room: "x" },
    { q: "calm", roomId: "x" },
    { q: "calm", before: "0000-01-01" },
    { q: "calm", after: "9999-12-31T23:59:59-14:00" },
    { q: "calm", before: "yesterday" },
    { q: "calm", has: "virus" },
    { q: "calm", limit: "51" },
    { q: "calm", cursor: "AAAA" },
  ]) {
    const refused = (async () => searchMessages(db, grace, parse(searchQuery, asked)))();
    await assert.rejects(refused, refusedAs("invalid_input"), JSON.stringify(asked));
  }
  for (const q of [
    "",
    "?!",
    '"',
    "%",
    "\\",
    "' or 1=1 --",
    "{}",
    "🎉",
    "e\u0301".repeat(90),
    "校".repeat(200),
    "a ".repeat(100),
  ])
    assert.deepEqual(await textsFor(db, grace, q), [], q);
  const anything = fc.string({ unit: "binary", maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(anything, async (q) => {
      const query = searchQuery.safeParse({ q });
      if (query.success) await searchMessages(db, grace, query.data);
    }),
    { numRuns: 60 },
  );
});

test("every search counts against its searcher", async () => {
  const { grace } = await stage();
  const query = parse(searchQuery, { q: "anything" });
  await searchMessages(db, grace, query);
  await writeNotes(db);
  const rows = await rowsOf(
    db,
    sql`select 1 from rate_limit_log where user_id = ${grace.userId} and event_type = 'search'`,
  );
  assert.equal(rows.length, 1);
});

test("a search takes four statements: rooms, limit, segments, the parts that tell; two more list and open messages", async () => {
  const { grace } = await stage("one thing");
  await textsFor(db, grace, "thing");
  statements.length = 0;
  await textsFor(db, grace, "nothing");
  assert.equal(statements.length, 4);
  statements.length = 0;
  await textsFor(db, grace, "thing");
  assert.equal(statements.length, 6);
});

test("search that is switched off and on again at once finds everything", async () => {
  const { ada, grace, companyId } = await castCompany(db);
  for (let n = 0; n < 150; n++) {
    const { roomId } = await createRoom(db, grace, { type: "group", name: `Room ${n}`, memberIds: [] });
    await postMessage(db, grace, { roomId, content: `basalt ${n}` });
  }
  await indexCompany(db, companyId);
  for (const pause of [0, 2, 10]) {
    const off = setSearch(db, ada, false);
    await new Promise((resolve) => setTimeout(resolve, pause));
    await setSearch(db, ada, true);
    await indexCompany(db, companyId);
    await off;
    await indexCompany(db, companyId);
    assert.equal((await textsFor(db, grace, "basalt")).length, 150);
  }
});
