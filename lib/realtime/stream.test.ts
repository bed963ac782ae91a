import assert from "node:assert/strict";
import { after, test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { companyLog, userSession } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { isRefusal } from "#lib/errors.ts";
import { addMember, removeMember } from "#lib/members/commands.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { ring } from "#lib/realtime/bus.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { changeAt, changesOf, connect, until } from "#lib/realtime/testing.ts";
import { keepWritten } from "#lib/realtime/written.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { listRooms } from "#lib/rooms/queries.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
after(closeStreams); // registered first, so it runs before the database closes
const { db } = await testDatabase();

const say = (viewer: Parameters<typeof postMessage>[1], roomId: string, content: string) =>
  postMessage(db, viewer, { roomId, content, clientId: content });

test("what one says, the other's stream carries, from the state that their room list showed", async () => {
  const { grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers", memberIds: [alan.userId] });
  const { cursor, rooms } = await listRooms(db, alan);
  await say(grace, roomId, "between list and stream");
  const stream = await connect(db, alan, cursor);
  await say(grace, roomId, "live");
  await until(() => changesOf(stream.events, roomId).length === 2, "two changes arrive");
  const [first, second] = changesOf(stream.events, roomId);
  assert.equal(first?.seq, (rooms[0]?.lastSeq ?? 0) + 1);
  assert.equal(first?.kind === "message.posted" && first.message.content, "between list and stream");
  assert.equal(second?.kind === "message.posted" && second.message.content, "live");
  stream.cut();
});

test("where passing on takes long, what is said meanwhile comes together, all of it and in order", async () => {
  const { grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Crowd", memberIds: [alan.userId] });
  const { cursor } = await listRooms(db, alan);
  const stream = await connect(db, alan, cursor, { busyFor: 15 });
  await say(grace, roomId, "the first");
  await until(() => changesOf(stream.events, roomId).length === 1, "it arrives");
  const { companyId } = grace;
  const [{ head } = { head: 0 }] = await db
    .select({ head: companyLog.head })
    .from(companyLog)
    .where(eq(companyLog.companyId, companyId));
  const next = Array.from({ length: 5 }, (_, index) => changeAt(head + 1 + index, { companyId, roomId }));
  for (const change of next) {
    keepWritten(companyId, [change]);
    ring(companyId);
  }
  await until(() => changesOf(stream.events, roomId).length === 6, "all arrive");
  const heard = changesOf(stream.events, roomId).slice(1);
  assert.deepEqual(
    heard.map(({ seq }) => seq),
    next.map(({ row }) => row.seq),
  );
  assert.ok(stream.together > 0);
  stream.cut();
});

test("what is written here while other processes write too comes once, and in order", async () => {
  const { grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Busy", memberIds: [alan.userId] });
  await say(grace, roomId, "the first");
  const stream = await connect(db, alan, undefined, { busyFor: 3 });
  const elsewhere = setInterval(() => ring(grace.companyId, "elsewhere"), 2);
  const said: Promise<unknown>[] = [];
  for (let n = 0; n < 150; n++) {
    said.push(say(n % 2 ? grace : alan, roomId, `line ${n}`));
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  await Promise.all(said);
  await until(() => new Set(changesOf(stream.events).map(({ seq }) => seq)).size === said.length, "all arrive");
  clearInterval(elsewhere);
  const seqs = changesOf(stream.events).map(({ seq }) => seq);
  assert.deepEqual(
    seqs,
    [...new Set(seqs)].toSorted((a, b) => a - b),
  );
  stream.cut();
});

test("a removed member's stream ends with their removal, live and on coming back", async () => {
  const { grace, alan, katherine } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, {
    type: "group",
    name: "Compilers",
    memberIds: [alan.userId, katherine.userId],
  });
  const { cursor } = await listRooms(db, alan);
  const stream = await connect(db, alan, cursor);
  await removeMember(db, grace, { roomId, userId: alan.userId });
  for (let n = 0; n < 10; n++) await say(grace, roomId, `after ${n}`);
  const witness = await connect(db, katherine, cursor);
  await until(() => changesOf(witness.events, roomId).length === 12, "the witness has all");
  await until(() => stream.events.some((event) => event.name === "room.gone"), "the room is gone for him");
  assert.deepEqual(
    changesOf(stream.events, roomId).map((change) => change.kind),
    ["member.removed"],
  );
  const again = await connect(db, alan, cursor);
  assert.deepEqual(
    changesOf(again.events, roomId).map((change) => change.kind),
    ["member.removed"],
  );
  stream.cut();
  again.cut();
  witness.cut();
});

test("somebody added while connected gets the room's changes from their joining on", async () => {
  const { grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers" });
  const stream = await connect(db, alan);
  await say(grace, roomId, "before");
  await addMember(db, grace, { roomId, userId: alan.userId });
  await say(grace, roomId, "after");
  await until(() => changesOf(stream.events, roomId).length === 3, "joining, its line and the message");
  assert.deepEqual(
    changesOf(stream.events, roomId).map((change) => change.kind),
    ["member.added", "message.posted", "message.posted"],
  );
  stream.cut();
});

test("eight writers, and a reader that is cut again and again, miss nothing, in order", async () => {
  const cast = await castCompany(db);
  const { grace, alan, katherine, linus, ada, barbara, edsger } = cast;
  const everyone = [grace, alan, katherine, linus, ada, barbara, edsger, grace];
  const memberIds = everyone.slice(1, 7).map((viewer) => viewer.userId);
  const rooms = await Promise.all(
    ["A", "B", "C"].map((name) => createRoom(db, grace, { type: "group", name, memberIds })),
  );
  const roomIds = rooms.map((room) => room.roomId);
  const { cursor } = await listRooms(db, alan);
  const received: { roomId: string; seq: number }[] = [];
  let isWriting = true;
  const writers = everyone.map(async (viewer, index) => {
    for (let n = 0; n < 40; n++) await say(viewer, roomIds[(n + index) % 3] as string, `${index} ${n}`);
  });
  const reading = (async () => {
    let at = cursor;
    for (let cuts = 0; isWriting || cuts < 20; cuts++) {
      const stream = await connect(db, alan, at);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      stream.cut();
      received.push(...changesOf(stream.events));
      at = stream.cursor ?? at;
    }
    const last = await connect(db, alan, at);
    received.push(...changesOf(last.events));
    last.cut();
  })();
  await Promise.all(writers);
  isWriting = false;
  await reading;
  for (const roomId of roomIds) {
    const seqs = received.filter((change) => change.roomId === roomId).map((change) => change.seq);
    const from = seqs[0] ?? 0;
    assert.deepEqual(
      [...new Set(seqs)],
      Array.from({ length: new Set(seqs).size }, (_, n) => from + n),
      "each seq, in order",
    );
    const { rooms: now } = await listRooms(db, alan);
    assert.equal(seqs.at(-1), now.find((room) => room.id === roomId)?.lastSeq);
  }
});

test("nothing that a member sends is let in after their removal", async () => {
  const { grace, alan, katherine } = await castCompany(db);
  for (let round = 0; round < 15; round++) {
    const { roomId } = await createRoom(db, grace, {
      type: "group",
      name: "Race",
      memberIds: [alan.userId, katherine.userId],
    });
    const { cursor } = await listRooms(db, grace);
    const sends = Array.from({ length: 8 }, (_, n) => say(alan, roomId, `${round} ${n}`).catch(() => null));
    await Promise.all([...sends, removeMember(db, grace, { roomId, userId: alan.userId })]);
    const stream = await connect(db, grace, cursor);
    const changes = changesOf(stream.events, roomId);
    const removal = changes.findIndex((change) => change.kind === "member.removed");
    const late = changes
      .slice(removal)
      .filter((change) => change.kind === "message.posted" && change.message.sender?.id === alan.userId);
    assert.equal(late.length, 0);
    stream.cut();
  }
});

test("whoever was signed out a moment ago opens no stream, whatever is remembered of them", async () => {
  const { alan } = await castCompany(db);
  (await connect(db, alan)).cut();
  await db.update(userSession).set({ revokedAt: new Date() }).where(eq(userSession.id, alan.sessionId)); // elsewhere
  await assert.rejects(connect(db, alan), (error) => isRefusal(error, "not_signed_in"));
});

test("a cursor of another life of the log leads to a reset", async () => {
  const { grace } = await castCompany(db);
  const stream = await connect(db, grace, Buffer.from("7.1234567890123").toString("base64url"));
  assert.deepEqual(
    stream.events.map((event) => event.name),
    ["hello", "reset"],
  );
  stream.cut();
});
