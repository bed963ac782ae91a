import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows.ts";
import { openSilentWire } from "#db/silent-wire.ts";
import { testDatabase } from "#db/testing.ts";
import { newId } from "#lib/ids.ts";
import { type EphemeralEvent, listen, ring } from "#lib/realtime/bus.ts";
import { directUrl, openPostgresBus } from "#lib/realtime/postgres-bus.ts";
import { speakElsewhere, until } from "#lib/realtime/testing.ts";

const { db, url } = await testDatabase();
const needsPostgres = { skip: !url && "needs TEST_DATABASE_URL" };

test(
  "another process's doorbells come coalesced, and its events as they are; one's own come once, a stray notice never",
  needsPostgres,
  async (t) => {
    const task = { url: url ?? "", companyId: newId(), roomId: newId(), userId: newId() };
    const rings: string[] = [];
    const told: EphemeralEvent[] = [];
    t.after(
      listen({
        onRing: (companyId, from) => rings.push(`${companyId} ${from}`),
        onTell: (_, event) => told.push(event),
      }),
    );
    const bus = await openPostgresBus(db, task.url);
    t.after(() => bus.close());
    for (const stray of ["no JSON", "{}"]) await db.execute(sql`select pg_notify('parley', ${stray})`);
    await speakElsewhere(task);
    await until(() => told.length === 1, "the event arrives");
    assert.deepEqual(told, [{ kind: "typing", roomId: task.roomId, userId: task.userId }]);
    assert.deepEqual(rings, [`${task.companyId} elsewhere`]);
    ring(task.companyId);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(rings, [`${task.companyId} elsewhere`, `${task.companyId} here`]);
  },
);

test("a bus whose connection was ended listens again soon, however often that happens", needsPostgres, async (t) => {
  const told: EphemeralEvent[] = [];
  t.after(listen({ onTell: (_, event) => told.push(event) }));
  const bus = await openPostgresBus(db, url ?? "");
  t.after(() => bus.close());
  const listening = sql`from pg_stat_activity
    where application_name = 'parley bus' and datname = current_database() and query like 'listen%'`;
  for (let round = 0; round < 5; round++) {
    const ended = await rowsOf<{ pid: number }>(db, sql`select pid, pg_terminate_backend(pid) ${listening}`);
    const isBack = async () => {
      const now = await rowsOf<{ pid: number }>(db, sql`select pid ${listening}`);
      return now.some(({ pid }) => ended.every((gone) => gone.pid !== pid));
    };
    const deadline = Date.now() + 5_000;
    while (!(await isBack())) {
      assert.ok(Date.now() < deadline, `round ${round}: it listens again within five seconds`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const task = { url, companyId: newId(), roomId: newId(), userId: newId() };
  await speakElsewhere(task);
  await until(() => told.length === 1, "the event arrives");
});

test("a bus to which nothing comes through any more, without a word, listens anew", needsPostgres, async (t) => {
  const told: EphemeralEvent[] = [];
  t.after(listen({ onTell: (_, event) => told.push(event) }));
  const wire = await openSilentWire(url ?? "");
  t.after(() => wire.close());
  const bus = await openPostgresBus(db, wire.url, { askEvery: 200 });
  t.after(() => bus.close());
  wire.silence();
  const task = { url, companyId: newId(), roomId: newId(), userId: newId() };
  const speak = () => speakElsewhere(task);
  for (let tries = 0; told.length === 0 && tries < 40; tries++) await speak();
  assert.ok(told.length > 0);
});

test("listening goes to Neon's direct host", () => {
  const pooled = "postgres://me:secret@ep-cool-moon-123-pooler.eu-central-1.aws.neon.tech/parley?sslmode=require";
  assert.equal(new URL(directUrl(pooled)).hostname, "ep-cool-moon-123.eu-central-1.aws.neon.tech");
  assert.equal(directUrl("postgres://db.example.com/parley"), "postgres://db.example.com/parley");
});
