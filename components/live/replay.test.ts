import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { applyToOpenRoom, applyToRooms, type OpenRoom } from "#components/live/apply-change.ts";
import { type Cast, castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal } from "#lib/errors.ts";
import { addMember, changeMember, removeMember } from "#lib/members/commands.ts";
import { deleteMessage, editMessage, postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { addReaction, removeReaction } from "#lib/reactions/commands.ts";
import { markRead } from "#lib/read-marks/commands.ts";
import type { Change } from "#lib/realtime/events.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { syncChanges } from "#lib/realtime/sync.ts";
import { changesOf, connect, until } from "#lib/realtime/testing.ts";
import { changeRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import type { MemberView, RoomListEntry } from "#lib/rooms/events.ts";
import { listRooms, openRoom } from "#lib/rooms/queries.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
after(closeStreams); // registered first, so it runs before the database closes
const { db } = await testDatabase();

/** The two states that a client keeps, read afresh. */
async function fetchState(viewer: Viewer, roomId: string) {
  const { rooms, cursor } = await listRooms(db, viewer);
  const { room, me, members } = await openRoom(db, viewer, { roomId });
  const page = await pageMessages(db, viewer, { roomId, limit: 100 });
  const { messages, hasBefore, hasAfter, lastSeq } = page;
  const open = { room, me, members: unmarked(members), messages, hasBefore, hasAfter, lastSeq } as OpenRoom;
  return { rooms, cursor, open };
}

/** Others' read marks move by events of their own and are in no change. */
const unmarked = (members: MemberView[]) => members.map(({ lastReadSeq, ...member }) => member);

function apply(state: { rooms: RoomListEntry[]; open: OpenRoom }, changes: Change[], viewer: Viewer) {
  let { rooms, open } = state;
  for (const change of changes) {
    const listed = applyToRooms(rooms, change, viewer.userId);
    const opened = applyToOpenRoom(open, change, viewer.userId);
    assert.notEqual(listed.outcome, "hole");
    assert.notEqual(opened.outcome, "hole");
    rooms = listed.rooms;
    open = { ...opened.open, members: unmarked(opened.open.members) };
  }
  return { rooms, open };
}

const emoji = ["👍", "🎉", "❤️", "☝🏽"];
const calls = ["", "", "@Alan Turing", "@room"];
const step = fc.record({
  kind: fc.constantFrom(
    "post",
    "post",
    "reply",
    "edit",
    "delete",
    "react",
    "unreact",
    "add",
    "remove",
    "role",
    "topic",
    "rename",
    "read",
  ),
  actor: fc.constantFrom("grace", "alan", "katherine"),
  on: fc.constantFrom("katherine", "linus", "edsger"),
  pick: fc.nat(30),
  text: fc
    .string({ minLength: 1, maxLength: 300, unit: "grapheme" })
    .filter((text) => text.trim() !== "" && !text.includes("\0")),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function perform(cast: Cast, roomId: string, { kind, actor, on, pick, text }: Step): Promise<void> {
  const viewer = cast[actor as keyof Cast] as Viewer;
  const target = cast[on as keyof Cast] as Viewer;
  const { messages } = await pageMessages(db, viewer, { roomId, limit: 100 });
  const messageId = messages[pick % messages.length]?.id ?? roomId;
  const reaction = emoji[pick % emoji.length] as string;
  const named = { roomId, userId: target.userId };
  switch (kind) {
    case "post":
      return void (await postMessage(db, viewer, { roomId, content: `${calls[pick % calls.length]} ${text}` }));
    case "reply":
      return void (await postMessage(db, viewer, { roomId, content: text, replyToId: messageId }));
    case "edit":
      return void (await editMessage(db, viewer, { roomId, messageId, content: text }));
    case "delete":
      return deleteMessage(db, viewer, { roomId, messageId });
    case "react":
      return addReaction(db, viewer, { roomId, messageId, reaction });
    case "unreact":
      return removeReaction(db, viewer, { roomId, messageId, reaction });
    case "add":
      return void (await addMember(db, viewer, named));
    case "remove":
      return removeMember(db, viewer, named);
    case "role":
      return void (await changeMember(db, viewer, { ...named, role: pick % 2 ? "admin" : "member" }));
    case "topic":
      return void (await changeRoom(db, viewer, { roomId, topic: text.slice(0, 100) }));
    case "rename":
      return void (await changeRoom(db, viewer, { roomId, name: `Room ${pick}` }));
    case "read":
      return void (await markRead(db, viewer, { roomId, seq: messages.at(-1)?.seq ?? 1 }));
  }
}

/** Steps are taken at random, so some are refused, as in life. What counts is that both sides agree on what came of it. */
const attempt = (cast: Cast, roomId: string, taken: Step) =>
  perform(cast, roomId, taken).catch((error) => {
    if (!isRefusal(error)) throw error;
  });

test("an old state and the changes since are what a fresh read gives", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.array(step, { minLength: 1, maxLength: 25 }),
      async (before, since) => {
        const cast = await castCompany(db);
        const { alan, grace, katherine } = cast;
        const memberIds = [alan.userId, katherine.userId];
        const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers", memberIds });
        for (const taken of before) await attempt(cast, roomId, taken);
        const old = await fetchState(alan, roomId);
        const stream = await connect(db, alan, old.cursor);
        for (const taken of since.filter(({ kind, actor }) => kind !== "read" || actor !== "alan"))
          await attempt(cast, roomId, taken);
        const fresh = await fetchState(alan, roomId);
        const arrived = () => changesOf(stream.events).at(-1)?.seq ?? old.open.lastSeq;
        await until(() => arrived() >= fresh.open.lastSeq, "the stream catches up");
        stream.cut();
        const expected = { rooms: fresh.rooms, open: fresh.open };
        const live = apply(old, changesOf(stream.events), alan);
        assert.deepEqual(live, expected, "live");
        const page = await syncChanges(db, alan, { cursor: old.cursor });
        const synced = apply(old, "changes" in page ? page.changes : [], alan);
        assert.deepEqual(synced, expected, "replayed later, with every message as it is now");
        const twice = apply(apply(old, changesOf(stream.events), alan), "changes" in page ? page.changes : [], alan);
        assert.deepEqual(twice, expected, "seen twice");
      },
    ),
    { numRuns: Number(process.env.PARLEY_RUNS ?? 25), endOnFailure: true },
  );
});
