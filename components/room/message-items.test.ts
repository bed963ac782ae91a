import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutboxEntry } from "#components/live/outbox.ts";
import { type Item, itemsOf, partsOf } from "#components/room/message-items.ts";
import type { MessageView } from "#lib/messages/events.ts";

const nothingNew = { lastReadSeq: 100, unread: 0 };

function message(seq: number, sender: string, at: string, more: Partial<MessageView> = {}): MessageView {
  return {
    id: `m${seq}`,
    roomId: "room",
    seq,
    clientId: null,
    type: "text",
    sender: { id: sender, name: sender },
    content: "text",
    metadata: {},
    replyTo: null,
    files: [],
    reactions: [],
    audience: "everyone",
    isDeleted: false,
    deletedAt: null,
    createdAt: new Date(at).toISOString(),
    updatedAt: at,
    editedAt: null,
    ...more,
  };
}

function pending(clientId: string, at: string, sent: MessageView | null = null): OutboxEntry {
  return {
    clientId,
    roomId: "room",
    type: "text",
    content: "text",
    replyTo: null,
    createdAt: new Date(at).toISOString(),
    order: 0,
    state: sent ? "sent" : "sending",
    attempts: 0,
    reason: null,
    message: sent,
  };
}

function shown(messages: MessageView[], more: Partial<Parameters<typeof itemsOf>[0]> = {}): string[] {
  const given = { hasBefore: false, hasAfter: false, pending: [], ownId: "me", entry: nothingNew };
  return itemsOf({ messages, ...given, ...more }).map(word);
}

function word(item: Item): string {
  if (item.kind === "day" || item.kind === "system" || item.kind === "gap") return item.kind;
  if (item.kind === "new") return `new ${item.count}`;
  return `${item.key}${item.isFirst ? " first" : ""}`;
}

test("messages of one author within five minutes make a group; a day, a system line or a gap ends it", () => {
  const messages = [
    message(1, "ada", "2026-03-02T09:00"),
    message(2, "ada", "2026-03-02T09:04"),
    message(3, "ada", "2026-03-02T09:08"),
    message(4, "ada", "2026-03-02T09:14"),
    message(5, "ben", "2026-03-02T09:15"),
    message(6, "ben", "2026-03-02T09:15", { type: "system", sender: null }),
    message(7, "ben", "2026-03-02T09:16"),
    message(8, "ben", "2026-03-03T00:00"),
  ];
  assert.deepEqual(shown(messages), [
    "day",
    "m1 first",
    "m2",
    "m3",
    "m4 first",
    "m5 first",
    "system",
    "m7 first",
    "day",
    "m8 first",
  ]);
});

test("the new divider stands before the first unread message of another, and only where that is sure", () => {
  const messages = [
    message(3, "ada", "2026-03-02T09:00"),
    message(4, "me", "2026-03-02T09:01"),
    message(5, "ada", "2026-03-02T09:02"),
    message(6, "ada", "2026-03-02T09:03"),
  ];
  const entry = { lastReadSeq: 3, unread: 2 };
  assert.deepEqual(shown(messages, { entry }), ["day", "m3 first", "m4 first", "new 2", "m5 first", "m6"]);
  assert.deepEqual(shown(messages, { entry, hasBefore: true }).includes("new 2"), true);
  const earlier = { lastReadSeq: 1, unread: 9 };
  assert.deepEqual(shown(messages, { entry: earlier, hasBefore: true }).includes("new 9"), false);
});

test("what is on its way stands at the end, once, under the key that it keeps", () => {
  const own = message(7, "me", "2026-03-02T09:00", { clientId: "c1" });
  const sent = pending("c2", "2026-03-02T09:00", message(8, "me", "2026-03-02T09:00", { clientId: "c2" }));
  const waiting = [pending("c1", "2026-03-02T09:00"), sent, pending("c3", "2026-03-02T09:01")];
  assert.deepEqual(shown([own], { pending: waiting }), ["day", "c1 first", "c2", "c3"]);
  assert.deepEqual(shown([own], { pending: waiting, hasAfter: true }), ["day", "c1 first", "gap", "c2 first", "c3"]);
});

function partsFor(messages: MessageView[], more: Partial<Parameters<typeof itemsOf>[0]> = {}) {
  const given = { hasBefore: true, hasAfter: false, pending: [], ownId: "me", entry: nothingNew };
  const parts = partsOf(itemsOf({ messages, ...given, ...more }));
  return new Map(parts.map(({ key, items }) => [key, items.map(word)]));
}

const everyTenMinutes = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => {
    const seq = from + index;
    return message(seq, "ada", new Date(Date.UTC(2026, 0, 5, 0, seq * 10)).toISOString());
  });

test("whole parts stay as they are while messages come before and after them", () => {
  const few = partsFor(everyTenMinutes(100, 200));
  const many = partsFor(everyTenMinutes(20, 330));
  assert.deepEqual([...few.keys()], ["2", "3"]);
  assert.deepEqual([...many.keys()], ["0", "1", "2", "3", "4", "5", "6"]);
  assert.deepEqual(many.get("3"), few.get("3"));
  assert.equal([...many.values()].flat().filter((each) => each.startsWith("m")).length, 310);
});

test("what is on its way stands in the part where it arrives", () => {
  const before = everyTenMinutes(90, 99);
  const own = (seq: number) => message(seq, "me", "2026-01-05T20:00:00Z", { clientId: `c${seq}` });
  const leaving = ["c99", "c100"].map((id) => pending(id, "2026-01-05T20:00:00Z"));
  const places = (parts: Map<string, string[]>) =>
    [...parts].flatMap(([key, words]) => words.filter((each) => each.startsWith("c")).map((each) => `${key} ${each}`));
  const arrived = places(partsFor([...before, own(99), own(100)]));
  assert.deepEqual(arrived, ["1 c99 first", "2 c100"]);
  assert.deepEqual(places(partsFor(before, { pending: leaving })), arrived);
});

test("after a gap begin parts of their own", () => {
  const leaving = [pending("c1", "2026-01-05T20:00:00Z")];
  const parts = partsFor(everyTenMinutes(100, 120), { hasAfter: true, pending: leaving });
  assert.deepEqual([...parts.keys()], ["2", "gap", "after 2"]);
  assert.deepEqual(parts.get("after 2"), ["c1 first"]);
});
