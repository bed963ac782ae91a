import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#lib/ids.ts";
import { Audience, backlogMost, type Stream } from "#lib/realtime/audience.ts";
import type { Delivery } from "#lib/realtime/frames.ts";

const [roomId, userId] = [newId(), newId()];

function delivery(pos: number, kind: Delivery["kind"] = "message.posted", size = 0): Delivery {
  const bytes = Buffer.from(`${pos} ${kind}`.padEnd(size));
  return { pos, roomId, kind, roomType: "group", userId, bytes, bytesForCustomers: bytes };
}

/** A stream whose reader takes nothing while it is corked, and then takes all or nothing. */
function openTo(audience: Audience, reads = true): { stream: Stream; written: string[] } {
  const written: string[] = [];
  let backlog = 0;
  const sink = {
    write: (bytes: Buffer) => {
      written.push(bytes.toString());
      backlog += bytes.length;
    },
    uncork: () => {
      if (reads) backlog = 0;
    },
    backlog: () => backlog,
    drained: async () => true,
  };
  const viewer = { userId, companyId: newId(), role: "employee" as const, sessionId: newId(), name: "Alan" };
  const stream = {
    viewer,
    sink: { ...sink, end: () => {} },
    rooms: new Set<string>(),
    waiting: [],
    held: 0,
    pos: 0,
    openedAt: 0,
  };
  audience.add(stream);
  return { stream, written };
}

test("deliveries that lag behind what a stream was told do not come again, before it is live or after", () => {
  const audience = new Audience();
  const { stream, written } = openTo(audience);
  for (const pos of [4, 5, 6]) audience.deliver(delivery(pos));
  audience.goLive(stream, [roomId], 8);
  for (const pos of [7, 8, 9]) audience.deliver(delivery(pos));
  assert.deepEqual(written, ["9 message.posted"]);
});

test("a joining of long ago does not open a room that was left since", () => {
  const audience = new Audience();
  const { stream, written } = openTo(audience);
  audience.goLive(stream, [], 8);
  audience.deliver(delivery(6, "member.added"));
  for (const pos of [7, 9]) audience.deliver(delivery(pos));
  assert.deepEqual(written, []);
  audience.deliver(delivery(10, "member.added"));
  audience.deliver(delivery(11));
  assert.deepEqual(written, ["10 member.added", "11 message.posted"]);
});

test("who reads is not cut off for how much comes in one go; who does not read is, when the next one begins", () => {
  const audience = new Audience();
  const [reader, sluggard] = [openTo(audience), openTo(audience, false)];
  for (const { stream } of [reader, sluggard]) audience.goLive(stream, [roomId], 0);
  const go = (from: number) =>
    audience.deliverAll([0, 1, 2].map((n) => delivery(from + n, "message.posted", backlogMost)));
  go(1);
  assert.deepEqual([reader.written.length, sluggard.written.length], [3, 3]);
  go(4);
  assert.deepEqual([reader.written.length, sluggard.written.length], [6, 3]);
  assert.deepEqual([...audience.streams], [reader.stream]);
});
