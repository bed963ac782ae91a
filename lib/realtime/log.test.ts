import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { and, asc, eq, gt } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { chatMessage, roomChange } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { isRefusal } from "#lib/errors.ts";
import { changeMember, removeMember } from "#lib/members/commands.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db, url } = await testDatabase();

type Seen = { pos: number; roomId: string; seq: number };

/** Reads a company's log as a reader does, from where it stood, until told to stop and nothing more comes. */
async function follow(companyId: string, isOver: () => boolean): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let wasOver = false; ; wasOver = isOver()) {
    const rows = await db
      .select({ pos: roomChange.pos, roomId: roomChange.roomId, seq: roomChange.seq })
      .from(roomChange)
      .where(and(eq(roomChange.companyId, companyId), gt(roomChange.pos, seen.at(-1)?.pos ?? 0)))
      .orderBy(asc(roomChange.pos));
    seen.push(...rows);
    if (wasOver && rows.length === 0) return seen;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function assertWhole(seen: Seen[]): void {
  assert.deepEqual(
    seen.map((row) => row.pos),
    seen.map((_, index) => index + 1),
    "positions 1, 2, 3 … as they became visible",
  );
  for (const [roomId, rows] of Map.groupBy(seen, (row) => row.roomId)) {
    assert.deepEqual(
      rows.map((row) => row.seq),
      rows.map((_, index) => index + 1),
      `seqs 1, 2, 3 … in room ${roomId}`,
    );
  }
}

async function openRooms(cast: Awaited<ReturnType<typeof castCompany>>, count: number): Promise<string[]> {
  const memberIds = [cast.alan, cast.katherine, cast.linus].map((viewer) => viewer.userId);
  const rooms: string[] = [];
  for (let n = 0; n < count; n++) {
    rooms.push((await createRoom(db, cast.grace, { type: "group", name: `Room ${n}`, memberIds })).roomId);
  }
  return rooms;
}

test("whatever order writers commit in, numbers become visible without a hole and in order", async () => {
  const cast = await castCompany(db);
  const roomIds = await openRooms(cast, 3);
  let isOver = false;
  const following = follow(cast.companyId, () => isOver);
  const writers = [
    cast.grace,
    cast.alan,
    cast.katherine,
    cast.linus,
    cast.grace,
    cast.alan,
    cast.katherine,
    cast.linus,
  ];
  await Promise.all(
    writers.map(async (viewer, index) => {
      for (let n = 0; n < 30; n++)
        await postMessage(db, viewer, { roomId: roomIds[(n * index) % 3] as string, content: `${index} ${n}` });
    }),
  );
  isOver = true;
  assertWhole(await following);
});

test("two processes that write to the same rooms keep the order too", {
  skip: !url && "needs TEST_DATABASE_URL",
}, async () => {
  const cast = await castCompany(db);
  const roomIds = await openRooms(cast, 3);
  let isOver = false;
  const following = follow(cast.companyId, () => isOver);
  const viewers = [cast.grace, cast.alan, cast.katherine, cast.linus];
  const task = JSON.stringify({ url, viewers, roomIds, each: 40 });
  const script = `${import.meta.dirname}/writing-process.ts`;
  const writing = () => promisify(execFile)(process.execPath, [script, task]);
  await Promise.all([writing(), writing()]);
  isOver = true;
  const seen = await following;
  assertWhole(seen);
  const posted = await db.select({ id: chatMessage.id }).from(chatMessage).where(eq(chatMessage.messageType, "text"));
  assert.ok(posted.length >= 320);
});

test("posts that share a transaction: a bad one is refused alone", async () => {
  const { grace, alan, edsger } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers", memberIds: [alan.userId] });
  const { roomId: other } = await createRoom(db, grace, { type: "group", name: "Other", memberIds: [alan.userId] });
  const first = await postMessage(db, grace, { roomId, content: "one", clientId: "1" });
  const gone = removeMember(db, grace, { roomId: other, userId: alan.userId }); // holds the writer while the rest gathers
  const outcomes = await Promise.allSettled([
    postMessage(db, grace, { roomId, content: "two" }),
    postMessage(db, edsger, { roomId, content: "an outsider" }),
    postMessage(db, alan, { roomId: other, content: "removed a moment ago" }),
    postMessage(db, grace, { roomId, content: "one", clientId: "1" }),
    postMessage(db, grace, { roomId, content: "another", clientId: "1" }),
    postMessage(db, alan, { roomId, content: "two", replyToId: roomId }),
    postMessage(db, alan, { roomId, content: "three", clientId: "3" }),
    postMessage(db, alan, { roomId, content: "three", clientId: "3" }),
  ]);
  await gone;
  const codes = outcomes.map((outcome) =>
    outcome.status === "fulfilled" ? "sent" : isRefusal(outcome.reason) && outcome.reason.code,
  );
  assert.deepEqual(codes, [
    "sent",
    "not_found",
    "not_found",
    "sent",
    "client_id_reused",
    "invalid_input",
    "sent",
    "sent",
  ]);
  const repeats = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  assert.deepEqual(repeats[1], { ...first, isRepeat: true });
  assert.equal(repeats[2]?.message.id, repeats[3]?.message.id);
  assert.deepEqual([repeats[2]?.isRepeat, repeats[3]?.isRepeat].sort(), [false, true]);
});

test("the same send fifty times at once is one message", async () => {
  const { grace } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers" });
  const sends = Array.from({ length: 50 }, () => postMessage(db, grace, { roomId, content: "once", clientId: "once" }));
  const answers = await Promise.all(sends);
  assert.equal(new Set(answers.map(({ message }) => message.id)).size, 1);
  assert.equal(answers.filter(({ isRepeat }) => !isRepeat).length, 1);
});

test("two who open a direct room at once get the same one", async () => {
  const { grace, alan } = await castCompany(db);
  const asked = Array.from({ length: 20 }, (_, n) =>
    n % 2
      ? createRoom(db, grace, { type: "direct", memberIds: [alan.userId] })
      : createRoom(db, alan, { type: "direct", memberIds: [grace.userId] }),
  );
  const answers = await Promise.all(asked);
  assert.equal(new Set(answers.map(({ roomId }) => roomId)).size, 1);
  assert.equal(answers.filter(({ created }) => created).length, 1);
});

test("of the owners who all leave at once, one stays", async () => {
  const cast = await castCompany(db);
  const owners = [cast.grace, cast.alan, cast.katherine, cast.linus];
  const memberIds = owners.slice(1).map((viewer) => viewer.userId);
  const { roomId } = await createRoom(db, cast.grace, { type: "group", name: "Owners", memberIds });
  for (const userId of memberIds) await changeMember(db, cast.grace, { roomId, userId, role: "owner" });
  const leaving = owners.map((viewer) => removeMember(db, viewer, { roomId, userId: viewer.userId }));
  const outcomes = await Promise.allSettled(leaving);
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.equal(refused.length, 1);
  assert.ok(refused.every((outcome) => isRefusal(outcome.reason, "last_owner")));
});
