import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "drizzle-orm";
import pg from "pg";
import { testDatabase } from "#db/testing.ts";

const { db, url } = await testDatabase();
const needsPostgres = { skip: !url && "needs TEST_DATABASE_URL" };

test("connections that end while they are lent out are replaced, however many", needsPostgres, async (t) => {
  const killer = new pg.Client(url ?? "");
  await killer.connect();
  t.after(() => killer.end());
  const endAll = () =>
    killer.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'parley'`);
  const transact = () =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select pg_sleep(0.01)`);
    });
  for (let round = 0; round < 30; round++) {
    const ended = endAll();
    await transact().catch(() => {});
    await ended;
    await db.execute(sql`select 1`).catch(() => {});
  }
  await assert.doesNotReject(transact());
});
