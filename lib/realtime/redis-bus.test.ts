import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "@redis/client";
import { openSilentWire } from "#db/silent-wire.ts";
import "#db/testing.ts";
import { newId } from "#lib/ids.ts";
import { type EphemeralEvent, listen, ring } from "#lib/realtime/bus.ts";
import { openRedisBus } from "#lib/realtime/redis-bus.ts";
import { speakElsewhere, until } from "#lib/realtime/testing.ts";

const url = process.env.TEST_REDIS_URL ?? "";

test("over Redis another process's doorbells come coalesced, and its events as they are, also after the connection was cut", {
  skip: !url && "needs TEST_REDIS_URL",
}, async (t) => {
  const rings: string[] = [];
  const told: EphemeralEvent[] = [];
  const companyId = newId();
  t.after(
    listen({
      onRing: (rung, from) => rung === companyId && rings.push(from),
      onTell: (id, event) => id === companyId && told.push(event),
    }),
  );
  const bus = openRedisBus(url);
  t.after(() => bus.close());
  const task = { redis: url, companyId, roomId: newId(), userId: newId() };
  const speak = () => speakElsewhere(task);
  await speak();
  await until(() => told.length === 1, "the event arrives");
  assert.deepEqual(told, [{ kind: "typing", roomId: task.roomId, userId: task.userId }]);
  assert.deepEqual(rings, ["elsewhere"]);
  ring(companyId);
  assert.deepEqual(rings, ["elsewhere", "here"]);

  const operator = await createClient({ url }).connect();
  t.after(() => operator.close());
  await operator.sendCommand(["CLIENT", "KILL", "TYPE", "PUBSUB"]);
  for (let tries = 0; told.length === 1 && tries < 20; tries++) await speak();
  assert.ok(told.length > 1, "it listens again");
});

test("over Redis a process to which nothing comes through any more, without a word, listens anew", {
  skip: !url && "needs TEST_REDIS_URL",
}, async (t) => {
  const told: EphemeralEvent[] = [];
  t.after(listen({ onTell: (_, event) => told.push(event) }));
  const wire = await openSilentWire(url);
  t.after(() => wire.close());
  const bus = openRedisBus(wire.url, { askEvery: 200 });
  t.after(() => bus.close());
  const task = { redis: url, companyId: newId(), roomId: newId(), userId: newId() };
  const speak = () => speakElsewhere(task);
  for (let tries = 0; told.length === 0 && tries < 20; tries++) await speak();
  assert.ok(told.length > 0, "it hears at first");
  wire.silence();
  told.length = 0;
  for (let tries = 0; told.length === 0 && tries < 20; tries++) await speak();
  assert.ok(told.length > 0, "and again");
});

test("without Redis a process goes on alone", async (t) => {
  const bus = openRedisBus("redis://127.0.0.1:1");
  t.after(() => bus.close());
  const rings: string[] = [];
  const companyId = newId();
  t.after(listen({ onRing: (rung, from) => rung === companyId && rings.push(from) }));
  for (let n = 0; n < 3; n++) {
    ring(companyId);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.deepEqual(rings, ["here", "here", "here"]);
});
