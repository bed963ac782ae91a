import assert from "node:assert/strict";
import { after, test } from "node:test";
import { asc, eq, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows.ts";
import { appUser, chatMessage, companyLog, roomChange } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { startSession } from "#lib/auth/sessions.ts";
import { setUpCompany } from "#lib/companies/commands.ts";
import { samplePeople } from "#lib/companies/sample/people.ts";
import { readTalk } from "#lib/companies/sample/script.ts";
import { timelineOf } from "#lib/companies/sample/timeline.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { listRevisions, pageMessages } from "#lib/messages/queries.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { roomChanges } from "#lib/realtime/sync.ts";
import { connect } from "#lib/realtime/testing.ts";
import { browseRooms, listRooms } from "#lib/rooms/queries.ts";

after(closeStreams); // registered first, so it runs before the database closes
const { db, statements } = await testDatabase();

const here = { address: "127.0.0.1", isLoopback: true, origin: "http://127.0.0.1:3000" };
const admin = { name: "Ada Lovelace", email: "ada@example.com", password: "correct horse battery" };
statements.length = 0;
const made = await setUpCompany(db, here, { company: { name: "Difference Engines" }, admin, sample: true });
const count = statements.length;

const companyId = made.company.id;
const ada: Viewer = { userId: made.user.id, companyId, role: "admin", sessionId: made.user.id, name: made.user.name };
const { rooms, cursor } = await listRooms(db, ada);
const titles = rooms.map(({ name, with: other }) => name ?? other?.name);

async function as(name: keyof typeof samplePeople): Promise<Viewer> {
  const [fullName] = samplePeople[name];
  const [found] = await db.select().from(appUser).where(eq(appUser.name, fullName));
  assert.ok(found);
  return { userId: found.id, companyId, role: found.role, sessionId: found.id, name: fullName };
}

test("the sample is there in a few hundred statements: people, rooms of every type, a hundred messages and more", async () => {
  assert.ok(count < 300, `it took ${count} statements`);
  const people = await db.select().from(appUser).where(eq(appUser.companyId, companyId));
  assert.equal(people.length, 1 + Object.keys(samplePeople).length);
  assert.ok(people.every(({ id, passwordHash }) => (passwordHash === null) === (id !== ada.userId)));
  const types = await rowsOf(db, sql`select distinct type from chat_room where company_id = ${companyId}`);
  assert.equal(types.length, 4);
  assert.ok((await db.select().from(chatMessage)).length > 110);
  assert.deepEqual(
    (await browseRooms(db, ada)).map(({ name }) => name),
    ["Bicycles"],
  );
  assert.deepEqual(titles.toSorted(), [
    "Announcements",
    "General",
    "Jonas Weber",
    "M40 load cell",
    "Metering know-how",
    "Mira Lindqvist",
    "Trade fair Nürnberg",
  ]);
});

test("every message opens, is past, and stands in its order", async () => {
  const seen = new Set<string>();
  for (const room of rooms) {
    const { messages } = await pageMessages(db, ada, { roomId: room.id, limit: 100 });
    for (const message of messages) {
      assert.ok(message.content && !message.metadata.unreadable);
      assert.ok(Date.parse(message.createdAt) < Date.now());
      if (message.replyTo) assert.ok(message.replyTo.content && message.replyTo.seq < message.seq);
      for (const { userIds } of message.reactions) assert.ok(userIds.every((id) => id !== ""));
      seen.add(message.type);
    }
    const times = messages.map(({ createdAt }) => createdAt);
    assert.deepEqual(times, times.toSorted());
  }
  assert.deepEqual([...seen].toSorted(), ["system", "text"]);
});

test("seqs, ordinals and positions have no hole, and the log's times never go back", async () => {
  const log = await db
    .select()
    .from(roomChange)
    .where(eq(roomChange.companyId, companyId))
    .orderBy(asc(roomChange.pos));
  const [head] = await db.select().from(companyLog).where(eq(companyLog.companyId, companyId));
  assert.deepEqual(
    log.map(({ pos }) => pos),
    log.map((_, index) => index + 1),
  );
  assert.equal(head?.head, log.length);
  for (const changes of Map.groupBy(log, ({ roomId }) => roomId).values()) {
    assert.deepEqual(
      changes.map(({ seq }) => seq),
      changes.map((_, index) => index + 1),
    );
  }
  const times = log.map(({ createdAt }) => createdAt.getTime());
  assert.deepEqual(
    times,
    times.toSorted((one, other) => one - other),
  );
  const wrong = await rowsOf(
    db,
    sql`select r.id from chat_room r where r.message_count <> (select count(*) from chat_message m where m.room_id = r.id and m.ordinal is not null)
      or r.message_count <> (select coalesce(max(ordinal), 0) from chat_message m where m.room_id = r.id)
      or r.last_seq <> (select max(seq) from room_change c where c.room_id = r.id)
      or r.updated_at <> (select max(created_at) from room_change c where c.room_id = r.id)`,
  );
  assert.deepEqual(wrong, []);
});

test("what is unread is what was left unread, counted on the messages themselves", async () => {
  for (const room of rooms) {
    const { messages } = await pageMessages(db, ada, { roomId: room.id, limit: 100 });
    const after = messages.filter(({ seq, type }) => type !== "system" && seq > room.lastReadSeq);
    assert.equal(room.unread, after.length);
  }
  const unread = Object.fromEntries(rooms.map(({ unread }, index) => [titles[index], unread]));
  assert.deepEqual([unread.General, unread["M40 load cell"], unread["Jonas Weber"]], [3, 4, 0]);
  for (const { unread } of (await listRooms(db, await as("mira"))).rooms) assert.equal(unread, 0);
});

test("a stream goes on from the room list, and the whole log can be replayed", async () => {
  const general = rooms.find(({ name }) => name === "General");
  assert.ok(general);
  const sessionId = await startSession(db, ada.userId, undefined);
  const stream = await connect(db, { ...ada, sessionId }, cursor);
  assert.ok(!stream.events.some(({ name }) => name === "reset"));
  const { message } = await postMessage(db, ada, { roomId: general.id, content: "Good morning" });
  assert.equal(message.seq, general.lastSeq + 1);
  const replayed = await roomChanges(db, ada, { roomId: general.id, after: 0, limit: 500 });
  assert.ok(!("reset" in replayed) && replayed.changes.length === message.seq);
  stream.cut();
});

test("edits keep what was said, and staff notes stay with the staff", async () => {
  const trade = rooms.find(({ name }) => name === "Trade fair Nürnberg");
  assert.ok(trade);
  const { messages } = await pageMessages(db, ada, { roomId: trade.id, limit: 100 });
  const edited = messages.find(({ editedAt }) => editedAt);
  assert.ok(edited);
  assert.match(edited.content ?? "", /and the answers/);
  const [before] = await listRevisions(db, ada, { roomId: trade.id, messageId: edited.id });
  assert.ok(before?.content && !before.content.includes("and the answers"));
  const [sam, aoife] = [await as("sam"), await as("aoife")];
  const [own] = (await listRooms(db, sam)).rooms;
  assert.ok(own?.type === "support" && own.case?.subject === "Both FM-180 forget their address");
  const texts = async (viewer: Viewer) => (await pageMessages(db, viewer, { roomId: own.id, limit: 100 })).messages;
  assert.ok((await texts(aoife)).some(({ audience }) => audience === "staff"));
  assert.ok((await texts(sam)).every(({ audience }) => audience === "everyone"));
});

test("every line of talk is read, and on any day all of it is past", () => {
  const [line] = readTalk("9 08:55 mira >2: before ~> after¶more [👍 jonas leila, 🎉 tomas]");
  assert.deepEqual(line, {
    daysAgo: 9,
    minute: 535,
    by: "mira",
    does: "says",
    text: "after\nmore",
    before: "before",
    answers: 2,
    reactions: [
      { emoji: "👍", by: ["jonas", "leila"] },
      { emoji: "🎉", by: ["tomas"] },
    ],
  });
  assert.throws(() => readTalk("hello"));
  const room = { type: "group" as const, members: ["mira" as const], talk: "9 08:00 mira: a\n0 23:59 mira: b" };
  for (let day = 1; day <= 31; day++) {
    const now = new Date(2026, 2, day, 0, 5);
    const events = timelineOf([room], now);
    assert.ok(events.every(({ at }) => at < now && at.getDay() % 6 !== 0));
  }
});
