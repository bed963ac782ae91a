import assert from "node:assert/strict";
import { test } from "node:test";
import type { Storage } from "#components/live/device-storage.ts";
import { Outbox, type OutboxEntry } from "#components/live/outbox.ts";
import { RefusedError, UnreachableError } from "#components/live/request.ts";
import type { MessageView } from "#lib/messages/events.ts";

const pause = (duration: number) => new Promise((resolve) => setTimeout(resolve, duration));

function refused(status: number, retryAfter: number | null = null): RefusedError {
  return new RefusedError({ status, code: "refused", detail: "The server says no." }, retryAfter);
}

function memory(): Storage & { map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    read: (key) => map.get(key) ?? null,
    write: (key, value) => {
      if (value === null) map.delete(key);
      else map.set(key, value);
    },
    keys: (prefix) => [...map.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** `answers` are given in turn: an error is thrown, null lets it through. */
function make(answers: (Error | null)[], storage = memory()) {
  const posted: OutboxEntry[] = [];
  const givenBack: string[] = [];
  const outbox = new Outbox({
    userId: "ada",
    storage,
    isOffline: () => false,
    hasArrived: () => false,
    giveBack: (_, text) => givenBack.push(text),
    firstPause: 5,
    post: async (entry) => {
      posted.push(entry);
      await pause(1);
      const answer = answers.shift();
      if (answer) throw answer;
      return { clientId: entry.clientId, content: entry.content } as MessageView;
    },
  });
  return { outbox, posted, givenBack, storage };
}

const write = (content: string) => ({ roomId: "room", type: "text" as const, content, replyTo: null });
const states = (outbox: Outbox) => outbox.inRoom("room").map((entry) => entry.state);

/** Waits until the room's messages are in these states, however busy the machine is. */
async function reaches(outbox: Outbox, wanted: string[]): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (states(outbox).join() !== wanted.join() && Date.now() < deadline) await pause(1);
  assert.deepEqual(states(outbox), wanted);
}

test("messages of a room leave one after the other, in the order in which they were written", async () => {
  const { outbox, posted, storage } = make([]);
  for (const content of ["one", "two", "three"]) outbox.add(write(content));
  assert.deepEqual(states(outbox), ["sending", "waiting", "waiting"]);
  assert.equal(storage.map.size, 3);
  await reaches(outbox, ["sent", "sent", "sent"]);
  assert.deepEqual(
    posted.map((entry) => entry.content),
    ["one", "two", "three"],
  );
  assert.equal(storage.map.size, 0);
  outbox.remove("room", posted[0]?.clientId ?? "");
  assert.deepEqual(states(outbox), ["sent", "sent"]);
});

test("without an answer it is tried again with the same client id, and nothing overtakes it", async () => {
  const { outbox, posted } = make([new UnreachableError(), new UnreachableError(), new UnreachableError()]);
  outbox.add(write("one"));
  outbox.add(write("two"));
  await reaches(outbox, ["stalled", "waiting"]);
  await reaches(outbox, ["sent", "sent"]);
  assert.deepEqual(
    posted.map((entry) => entry.content),
    ["one", "one", "one", "one", "two"],
  );
  assert.equal(new Set(posted.map((entry) => entry.clientId)).size, 2);
});

test("a refusal is shown and stops nothing behind it; it can be tried again or deleted", async () => {
  const { outbox } = make([refused(422), null, refused(403)]);
  outbox.add(write("one"));
  outbox.add(write("two"));
  await reaches(outbox, ["failed", "sent"]);
  const failed = outbox.inRoom("room")[0] as OutboxEntry;
  assert.equal(failed.reason, "The server says no.");
  outbox.retry("room", failed.clientId);
  await reaches(outbox, ["failed", "sent"]);
  outbox.remove("room", failed.clientId);
  assert.deepEqual(states(outbox), ["sent"]);
});

test("too quick: the text goes back, with all that waited behind it, until one may send again", async () => {
  const { outbox, givenBack, storage } = make([null, refused(429, 7)]);
  const before = Date.now();
  for (const content of ["one", "two", "three"]) outbox.add(write(content));
  await reaches(outbox, ["sent"]);
  assert.deepEqual(givenBack, ["two\nthree"]);
  const heldFor = outbox.heldUntil("room") - 7_000;
  assert.ok(heldFor >= before && heldFor <= Date.now());
  assert.equal(storage.map.size, 0);
});

test("what had not left when the page was closed leaves from the next page; what is old asks first", async () => {
  const storage = memory();
  const first = make([new UnreachableError(), new UnreachableError()], storage);
  first.outbox.add(write("one"));
  first.outbox.add(write("two"));
  await pause(3);
  const [key] = storage.keys("parley:outbox:ada:");
  const old = { ...first.posted[0], clientId: "old", content: "old", order: 0, createdAt: "2026-01-01T00:00:00.000Z" };
  storage.write("parley:outbox:ada:old", JSON.stringify(old));
  const second = make([], storage);
  second.outbox.restore();
  await reaches(second.outbox, ["failed", "sent", "sent"]);
  assert.deepEqual(
    second.posted.map((entry) => entry.content),
    ["one", "two"],
  );
  assert.equal(key, `parley:outbox:ada:${second.posted[0]?.clientId}`);
});
