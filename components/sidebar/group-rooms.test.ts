import assert from "node:assert/strict";
import { test } from "node:test";
import { asksForReading, groupRooms } from "#components/sidebar/group-rooms.ts";
import type { RoomListEntry } from "#lib/rooms/events.ts";

const now = Date.parse("2026-11-19T09:20:00Z");
const nowhere = { roomId: null, wasUnread: false };

function room(id: string, facts: Partial<RoomListEntry> = {}): RoomListEntry {
  return {
    id,
    type: "group",
    name: id,
    topic: null,
    isActive: true,
    posting: "everyone",
    enrolment: null,
    lastSeq: 1,
    createdAt: "2026-11-01T00:00:00Z",
    updatedAt: "2026-11-01T00:00:00Z",
    role: "member",
    lastReadSeq: 1,
    unread: 0,
    mentions: 0,
    notify: "all",
    mutedUntil: null,
    lastMessage: null,
    ...facts,
  };
}

function layOut(rooms: RoomListEntry[], opened = nowhere as Parameters<typeof groupRooms>[1]) {
  return groupRooms(rooms, opened, now).map((section) => [section.title, ...section.rooms.map(({ id }) => id)]);
}

test("what is unread comes first, mentions on top, and no section is empty", () => {
  const rooms = [
    room("old", { createdAt: "2026-01-01T00:00:00Z" }),
    room("ada", { type: "direct", with: { id: "ada", name: "Ada" } }),
    room("news", { type: "company", unread: 3, createdAt: "2026-11-09T00:00:00Z" }),
    room("called", { unread: 1, mentions: 1 }),
    room("young", { createdAt: "2026-11-05T00:00:00Z" }),
  ];
  assert.deepEqual(layOut(rooms), [
    ["Unread", "called", "news"],
    ["Direct", "ada"],
    ["Groups", "young", "old"],
  ]);
});

test("the open room stays where it stood when it was opened", () => {
  const read = room("launch");
  const unread = room("launch", { unread: 2 });
  assert.deepEqual(layOut([read], { roomId: "launch", wasUnread: true }), [["Unread", "launch"]]);
  assert.deepEqual(layOut([unread], { roomId: "launch", wasUnread: false }), [["Groups", "launch"]]);
  assert.deepEqual(layOut([read], { roomId: "other", wasUnread: true }), [["Groups", "launch"]]);
});

test("a muted room asks for reading only when somebody calls", () => {
  assert.equal(asksForReading(room("a", { unread: 5, notify: "none" }), now), false);
  assert.equal(asksForReading(room("a", { unread: 5, mentions: 1, notify: "none" }), now), true);
  assert.equal(asksForReading(room("a", { unread: 5, mutedUntil: "2026-11-19T10:00:00Z" }), now), false);
  assert.equal(asksForReading(room("a", { unread: 5, mutedUntil: "2026-11-19T09:00:00Z" }), now), true);
});
