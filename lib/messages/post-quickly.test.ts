import assert from "node:assert/strict";
import { after, test } from "node:test";
import { asc, eq, like } from "drizzle-orm";
import { type Cast, castCompany } from "#db/cast.ts";
import { appUser, chatMessage, rateLimitBucket, rateLimitLog, roomChange } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { rememberGrounds } from "#lib/access/grounds.ts";
import { isRefusal } from "#lib/errors.ts";
import { changeMember, removeMember } from "#lib/members/commands.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { readMessage } from "#lib/messages/queries.ts";
import { writeNotes } from "#lib/rate-limits/notes.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { changesOf, connect, until } from "#lib/realtime/testing.ts";
import { changeRoom, deleteRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

after(closeStreams); // registered first, so it runs before the database closes
const { db, statements } = await testDatabase();

/** A company room of Ada's in which Alan has posted before, so that what he posts next may go quickly. */
async function withKnown(): Promise<Cast & { roomId: string }> {
  const cast = await castCompany(db);
  const { roomId } = await createRoom(db, cast.ada, { type: "company", name: "Compilers", enrolment: "everyone" });
  await postMessage(db, cast.alan, { roomId, content: "first" });
  return { ...cast, roomId };
}

const codeOf = (posting: Promise<unknown>) =>
  posting.then(
    () => "sent",
    (error) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );

test("what was posted quickly is what is read, and what came over the stream is what is replayed", async () => {
  const { grace, alan, roomId } = await withKnown();
  const live = await connect(db, grace);
  const sends = ["plain", "/me waves", 'Ünïcödé 👩‍👩‍👧 { } \\ " ,'].map((content, n) =>
    postMessage(db, alan, { roomId, content, ...(n > 0 && { clientId: `{"${n}\\,` }) }),
  );
  statements.length = 0;
  const posted = (await Promise.all(sends)).map(({ message }) => message);
  assert.equal(statements.length, 1);
  for (const message of posted) {
    assert.deepEqual(await readMessage(db, grace, { roomId, messageId: message.id }), message);
  }
  await until(() => changesOf(live.events).length === 3, "three changes came");
  const cursor = live.events[0]?.data.cursor as string;
  live.cut();
  const replayed = await connect(db, grace, cursor);
  await until(() => changesOf(replayed.events).length === 3, "three changes came again");
  assert.deepEqual(changesOf(live.events), changesOf(replayed.events));
  replayed.cut();
});

test("whoever may not post any more is refused, whatever was known of them", async () => {
  const change: Record<string, (known: Cast & { roomId: string }) => Promise<unknown>> = {
    not_found: ({ ada, alan, roomId }) => removeMember(db, ada, { roomId, userId: alan.userId }),
    "not_found when gone": ({ ada, roomId }) => deleteRoom(db, ada, { roomId }),
    "not_found when deactivated": ({ alan }) =>
      db.update(appUser).set({ isActive: false }).where(eq(appUser.id, alan.userId)),
    forbidden: ({ ada, roomId }) => changeRoom(db, ada, { roomId, isActive: false }),
    "forbidden by announcements": ({ ada, roomId }) => changeRoom(db, ada, { roomId, posting: "admins" }),
  };
  for (const [code, happens] of Object.entries(change)) {
    const known = await withKnown();
    const happening = happens(known);
    if (code.endsWith("deactivated")) await happening; // what another process does does not wait in our queue
    const posting = codeOf(postMessage(db, known.alan, { roomId: known.roomId, content: "late" }));
    assert.deepEqual(await Promise.all([posting, happening.then(() => "")]), [code.split(" ")[0], ""], code);
  }
});

test("another company's room is not posted to, even on grounds that would do there", async () => {
  const { roomId } = await withKnown();
  const { grace: stranger } = await castCompany(db);
  const room = { type: "company", isActive: true, posting: "everyone", enrolment: "everyone" } as const;
  rememberGrounds(stranger.userId, roomId, { companyRole: "employee", memberRole: null, room });
  assert.equal(await codeOf(postMessage(db, stranger, { roomId, content: "hello" })), "not_found");
  rememberGrounds(stranger.userId, roomId, { companyRole: "employee", memberRole: "member", room });
  assert.equal(await codeOf(postMessage(db, stranger, { roomId, content: "hello" })), "not_found");
});

test("whoever's role changed posts on, on new grounds", async () => {
  const { ada, alan, roomId } = await withKnown();
  await changeMember(db, ada, { roomId, userId: alan.userId, role: "admin" });
  await changeRoom(db, ada, { roomId, posting: "admins" });
  await postMessage(db, alan, { roomId, content: "as an admin" });
  statements.length = 0;
  await postMessage(db, alan, { roomId, content: "and again" });
  assert.equal(statements.length, 1);
});

test("of forty at once at a limit of ten, ten are posted without a hole, and all are counted", async () => {
  const { alan, grace, roomId } = await withKnown(); // Alan's first is one of his ten
  await postMessage(db, grace, { roomId, content: "first" });
  const sends = Array.from({ length: 40 }, (_, n) => [
    codeOf(postMessage(db, alan, { roomId, content: `${n}`, clientId: `${n}` })),
    ...(n < 5 ? [codeOf(postMessage(db, grace, { roomId, content: `${n}` }))] : []),
  ]);
  const codes = await Promise.all(sends.flat());
  assert.equal(codes.filter((code) => code === "rate_limited").length, 31);
  assert.equal(codes.filter((code) => code === "sent").length, 14);
  const messages = await db
    .select()
    .from(chatMessage)
    .where(eq(chatMessage.roomId, roomId))
    .orderBy(asc(chatMessage.seq));
  const ordinals = messages.flatMap(({ ordinal }) => (ordinal === null ? [] : [ordinal]));
  assert.deepEqual(
    ordinals,
    Array.from({ length: 16 }, (_, n) => n + 1),
  );
  const changes = await db.select().from(roomChange).where(eq(roomChange.roomId, roomId)).orderBy(asc(roomChange.seq));
  assert.deepEqual(
    changes.map(({ seq }) => seq),
    changes.map((_, n) => n + 1),
  );
  await writeNotes(db);
  const log = await db.select().from(rateLimitLog).where(eq(rateLimitLog.userId, alan.userId));
  assert.equal(
    log.reduce((sum, { count }) => sum + count, 0),
    41,
  );
  assert.equal(
    log.reduce((sum, { refused }) => sum + refused, 0),
    31,
  );
});

test("one after the other, ten are posted at a limit of ten, and a refusal takes nothing from any bucket", async () => {
  const { alan, roomId } = await withKnown(); // Alan's first is one of his ten
  const post = (content: string) => codeOf(postMessage(db, alan, { roomId, content }));
  const fullAt = async () => {
    const ofAlan = like(rateLimitBucket.key, `%user=${alan.userId}%`);
    const rows = await db.select().from(rateLimitBucket).where(ofAlan).orderBy(rateLimitBucket.key);
    return rows.map((bucket) => bucket.fullAt);
  };
  const codes = [];
  for (let n = 0; n < 10; n++) codes.push(await post(`${n}`));
  assert.deepEqual(codes, [...Array(9).fill("sent"), "rate_limited"]);
  const before = await fullAt();
  assert.equal(before.length, 2); // his own holds more, and the room's refuses him
  for (let n = 0; n < 3; n++) assert.equal(await post("too soon"), "rate_limited");
  const moved = (await fullAt()).map((at, n) => Math.abs(at - (before[n] ?? 0)));
  assert.ok(Math.max(...moved) < 0.001, `the buckets moved by ${moved} s`); // a float's roundings aside
  const changes = await db.select().from(roomChange).where(eq(roomChange.roomId, roomId)).orderBy(asc(roomChange.seq));
  assert.deepEqual(
    changes.map(({ seq }) => seq),
    changes.map((_, n) => n + 1),
  );
});

test("a repetition is neither posted nor charged", async () => {
  const { alan, roomId } = await withKnown();
  const first = await postMessage(db, alan, { roomId, content: "once", clientId: "once" });
  for (let n = 0; n < 20; n++) {
    const again = await postMessage(db, alan, { roomId, content: "once", clientId: "once" });
    assert.deepEqual(again, { message: first.message, isRepeat: true });
  }
  assert.equal(await codeOf(postMessage(db, alan, { roomId, content: "twice", clientId: "once" })), "client_id_reused");
  assert.equal(await codeOf(postMessage(db, alan, { roomId, content: "twice" })), "sent");
});
