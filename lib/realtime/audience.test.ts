import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#lib/ids.ts";
import { Audience, type Stream } from "#lib/realtime/audience.ts";
import type { Delivery } from "#lib/realtime/frames.ts";

const [roomId, userId] = [newId(), newId()];

function delivery(pos: number, kind: Delivery["kind"] = "message.posted"): Delivery {
  const bytes = Buffer.from(`${pos} ${kind}`);
  return { pos, roomId, kind, roomType: "group", userId, bytes, bytesForCustomers: bytes };
}

function openTo(audience: Audience): { stream: Stream; written: string[] } {
  const written: string[] = [];
  const sink = {
    write: (bytes: Buffer) => written.push(bytes.toString()),
    backlog: () => 0,
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
