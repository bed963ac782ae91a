import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applyToOpenRoom, applyToRooms, joinPage, type OpenRoom } from "#components/live/apply-change.ts";
import { ModelRoom, people, type Step } from "#components/live/model-room.ts";
import type { Change } from "#lib/realtime/events.ts";
import type { RoomListEntry } from "#lib/rooms/events.ts";

const viewer = people[0];

const who = fc.nat(people.length - 1);
const target = fc.nat(6);
const text = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constant("long ".repeat(100)));
const reaction = fc.constantFrom("👍", "✅", "👀", "❤️", "❤️‍🔥", "\uFE0F");
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("post" as const),
      by: who,
      type: fc.constantFrom("text" as const, "text" as const, "action" as const, "system" as const),
      replyTo: fc.option(target),
      text,
      calls: fc.nat(people.length),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("edit" as const), target, text }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("delete" as const), target }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom("react" as const, "unreact" as const), by: who, target, reaction }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constantFrom("add" as const, "remove" as const, "promote" as const), who }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("rename" as const), name: text }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("hide" as const) }) },
);
const steps = fc.array(step, { maxLength: 50, size: "max" });

function openAfter(open: OpenRoom, changes: Change[]): OpenRoom {
  return changes.reduce((state, change) => applyToOpenRoom(state, change, viewer).open, open);
}

function entryAfter(entry: RoomListEntry, changes: Change[]): RoomListEntry | undefined {
  return changes.reduce((rooms, change) => applyToRooms(rooms, change, viewer).rooms, [entry])[0];
}

const post: Step = { does: "post", by: 0, type: "text", replyTo: null, text: "Ship it" };
const thumb = { target: 0, reaction: "👍" };
const takenBackAndGivenAgain: Step[] = [
  post,
  { does: "react", by: 0, ...thumb },
  { does: "unreact", by: 0, ...thumb },
  { does: "react", by: 0, ...thumb },
  { does: "react", by: 1, ...thumb },
];

test("an old state and the changes since make what a fresh read gives", () => {
  fc.assert(
    fc.property(steps, steps, fc.boolean(), (before, after, hasRead) => {
      const model = new ModelRoom(viewer);
      for (const next of before) model.take(next);
      if (hasRead) model.take({ does: "read", by: 0 });
      const [open, entry] = [model.open(), model.entry()];
      for (const next of after) model.take(next);
      const changes = model.changesAfter(open.lastSeq);
      assert.deepEqual(openAfter(open, changes), model.open());
      assert.deepEqual(entryAfter(entry, changes), model.entry());
    }),
    { numRuns: 1000, examples: [[[], takenBackAndGivenAgain, false]] },
  );
});

test("changes that come again, in any order, change nothing", () => {
  fc.assert(
    fc.property(steps, steps, fc.infiniteStream(fc.nat(100)), (before, after, picks) => {
      const model = new ModelRoom(viewer);
      for (const next of before) model.take(next);
      let open = model.open();
      let rooms = [model.entry()];
      for (const next of after) model.take(next);
      const changes = model.changesAfter(open.lastSeq);
      for (const [index, change] of changes.entries()) {
        const again = changes[(picks.next().value as number) % (index + 1)] as Change;
        for (const given of [change, again, change]) {
          open = applyToOpenRoom(open, given, viewer).open;
          rooms = applyToRooms(rooms, given, viewer).rooms;
        }
      }
      assert.deepEqual(open, model.open());
      assert.deepEqual(rooms, [model.entry()]);
    }),
    { numRuns: 300 },
  );
});

test("a page read before or after the latest changes joins the window exactly", () => {
  fc.assert(
    fc.property(steps, steps, steps, fc.nat(10), (first, second, third, cut) => {
      const model = new ModelRoom(viewer);
      for (const next of first) model.take(next);
      const whole = model.open();
      const kept = whole.messages.slice(cut);
      let open: OpenRoom = { ...whole, messages: kept, hasBefore: cut > 0 && whole.messages.length > 0 };
      const start = open.lastSeq;
      const index = whole.messages.length - kept.length;
      const pageFirst = model.page(0, index);
      for (const next of second) model.take(next);
      open = openAfter(open, model.changesAfter(start));
      const replayed = joinPage(open, pageFirst, "before", model.changesAfter(pageFirst.lastSeq));
      assert.deepEqual(replayed, model.open());

      for (const next of third) model.take(next);
      const early = joinPage(open, model.page(0, index), "before", []);
      assert.deepEqual(openAfter(early, model.changesAfter(open.lastSeq)), model.open());
    }),
    { numRuns: 300 },
  );
});

test("a window in the past stays there, and meets the end when newer messages are loaded", () => {
  fc.assert(
    fc.property(steps, steps, fc.nat(10), (first, second, size) => {
      const model = new ModelRoom(viewer);
      for (const next of first) model.take(next);
      const whole = model.open();
      const past = { ...whole, messages: whole.messages.slice(0, size), hasAfter: size < whole.messages.length };
      const page = model.page(past.messages.length, whole.messages.length);
      for (const next of second) model.take(next);
      const changes = model.changesAfter(whole.lastSeq);
      assert.deepEqual(joinPage(openAfter(past, changes), page, "after", changes), model.open());
    }),
    { numRuns: 300 },
  );
});

test("a hole is reported and changes nothing", () => {
  const model = new ModelRoom(viewer);
  const [open, entry] = [model.open(), model.entry()];
  model.take({ does: "rename", name: "One" });
  model.take({ does: "rename", name: "Two" });
  const [, second] = model.changesAfter(0);
  assert.ok(second);
  assert.deepEqual(applyToOpenRoom(open, second, viewer), { open, outcome: "hole" });
  assert.deepEqual(applyToRooms([entry], second, viewer), { rooms: [entry], outcome: "hole" });
});

test("my own removal takes the room away; a room that I do not have is unknown", () => {
  const model = new ModelRoom(viewer);
  const gone: Change = { roomId: "room", seq: 1, at: "", actorId: null, kind: "member.removed", userId: viewer };
  assert.deepEqual(applyToRooms([model.entry()], gone, viewer), { rooms: [], outcome: "left" });
  assert.equal(applyToOpenRoom(model.open(), gone, viewer).outcome, "left");
  assert.deepEqual(applyToRooms([], gone, viewer), { rooms: [], outcome: "seen" });
  const hidden: Change = { roomId: "room", seq: 1, kind: "hidden" };
  assert.deepEqual(applyToRooms([], hidden, viewer), { rooms: [], outcome: "unknown" });
});
