import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import fc from "fast-check";
import { allRead, LiveStore } from "#components/live/live-store.ts";
import { ModelRoom, people, roomId, type Step } from "#components/live/model-room.ts";
import type { Me } from "#lib/people/events.ts";
import type { Change } from "#lib/realtime/events.ts";

const viewer = people[0];
const me = { user: { id: viewer, name: viewer }, company: {}, session: {} } as Me;
const realFetch = globalThis.fetch;
let model = new ModelRoom(viewer);
let asked: string[] = [];

/** The server behind the store: the model, asked through `fetch`, each answer a moment after it was read. */
async function answer(path: string): Promise<Response> {
  asked.push(path);
  const url = new URL(path, "http://localhost");
  const number = (name: string) => Number(url.searchParams.get(name));
  const body = bodyOf(url, number);
  await new Promise((resolve) => setImmediate(resolve));
  return Response.json(body);
}

function bodyOf(url: URL, number: (name: string) => number): unknown {
  if (url.pathname === "/api/rooms") return { rooms: [model.entry()], cursor: "fresh" };
  if (url.pathname.endsWith("/changes")) {
    const changes = model.changesAfter(number("after"));
    return { changes: changes.slice(0, 5), lastSeq: model.room().lastSeq, hasMore: changes.length > 5 };
  }
  const { room, me: own, members, messages } = model.open();
  if (url.pathname === `/api/rooms/${roomId}`) return { room, me: own, members };
  const end = url.searchParams.has("before")
    ? messages.filter((message) => message.seq < number("before")).length
    : messages.length;
  return model.page(Math.max(0, end - 3), end);
}

beforeEach(() => {
  model = new ModelRoom(viewer);
  asked = [];
  globalThis.fetch = ((path: string) => answer(path)) as typeof fetch;
});

afterEach(() => {
  globalThis.fetch = realFetch;
});

const post = (by: number, text = "text"): Step => ({ does: "post", by, type: "text", replyTo: null, text });

function open(): LiveStore {
  const store = new LiveStore(me, { rooms: [model.entry()], cursor: "start" }, () => {});
  store.enterRoom(roomId, model.open());
  return store;
}

function hear(store: LiveStore, change: Change | undefined): void {
  if (change) store.take({ name: "change", data: change, cursor: String(change.seq) });
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !holds(); turn++) await new Promise((resolve) => setImmediate(resolve));
}

const settled = (store: LiveStore) => until(() => store.heldSeq(roomId) >= model.room().lastSeq);

test("what the stream lost is asked for, and the screen ends as a fresh one", async () => {
  const step = fc.oneof(
    fc.record({
      does: fc.constant("post" as const),
      by: fc.nat(2),
      type: fc.constant("text" as const),
      replyTo: fc.option(fc.nat(6)),
      text: fc.string({ minLength: 1 }),
    }),
    fc.record({ does: fc.constant("delete" as const), target: fc.nat(6) }),
    fc.record({ does: fc.constant("edit" as const), target: fc.nat(6), text: fc.string({ minLength: 1 }) }),
    fc.record({ does: fc.constant("react" as const), by: fc.nat(2), target: fc.nat(6), reaction: fc.constant("👍") }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, fc.nat(3)), { minLength: 1, size: "max", maxLength: 30 }),
      async (steps) => {
        model = new ModelRoom(viewer);
        const store = open();
        for (const [next, luck] of steps) {
          const before = model.room().lastSeq;
          model.take(next);
          const [change] = model.changesAfter(before);
          if (luck > 0) hear(store, change);
          if (luck === 3) hear(store, change);
          if (luck === 2) await new Promise((resolve) => setImmediate(resolve));
        }
        model.take(post(1));
        hear(store, model.changesAfter(model.room().lastSeq - 1)[0]);
        await settled(store);
        assert.deepEqual(store.open.get(roomId), model.open());
        assert.deepEqual(store.getRooms(), [model.entry()]);
      },
    ),
    { numRuns: 200 },
  );
});

test("a room that is not in the list yet is read with the list", async () => {
  const store = new LiveStore(me, { rooms: [], cursor: "start" }, () => {});
  model.take(post(1));
  hear(store, model.changesAfter(0)[0]);
  await store.refreshRooms();
  assert.deepEqual(store.getRooms(), [model.entry()]);
});

test("after a reset everything is read afresh", async () => {
  const store = open();
  model.take(post(1));
  model.take(post(2));
  store.take({ name: "reset", data: {}, cursor: null });
  await until(() => store.cursor === "fresh" && store.heldSeq(roomId) === model.room().lastSeq);
  assert.deepEqual(store.getRooms(), [model.entry()]);
  assert.deepEqual(store.open.get(roomId), model.open());
});

test("reading lowers the count at once; what comes after counts again", () => {
  const store = open();
  model.take(post(1));
  hear(store, model.changesAfter(0)[0]);
  assert.equal(store.getRooms()[0]?.unread, 1);
  store.setReadMark(roomId, allRead(1));
  assert.equal(store.open.get(roomId)?.me?.unread, 0);
  model.take(post(1));
  hear(store, model.changesAfter(1)[0]);
  assert.equal(store.getRooms()[0]?.unread, 1);
});

test("a page that comes after the window was moved is left out", async () => {
  for (let count = 0; count < 12; count++) model.take(post(1, `text ${count}`));
  const store = open();
  const { messages } = model.open();
  store.open.set(roomId, { ...model.open(), messages: messages.slice(6), hasBefore: true });
  const older = store.open.loadOlder(roomId);
  const newest = store.open.loadWindow(roomId, null);
  await Promise.all([older, newest]);
  assert.deepEqual(store.open.get(roomId)?.messages, messages.slice(-3));
  assert.deepEqual(asked.slice(-2), [`/api/rooms/${roomId}/messages?before=7`, `/api/rooms/${roomId}/messages?`]);
});

test("who was removed and is back sees the room as it is now, and asks no more than it takes", async () => {
  model.take(post(1, "before"));
  const store = open();
  const initial = model.open();
  hear(store, leaveAndReturn());
  assert.equal(store.isGone(roomId), true);
  await store.refreshRooms();
  assert.equal(store.isGone(roomId), false);
  store.enterRoom(roomId, initial);
  await settled(store);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.deepEqual(store.open.get(roomId), model.open());
  assert.ok(asked.length < 6, asked.join(" "));
});

/** The log of a room in which the viewer was removed and added again; gives the removal. */
function leaveAndReturn(): Change | undefined {
  const before = model.room().lastSeq;
  model.take({ does: "leave" });
  model.take({ does: "return" });
  model.take(post(1, "after"));
  return model.changesAfter(before)[0];
}
