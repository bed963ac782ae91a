import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { openDatabase } from "#db/client.ts";
import { keepLentConnections } from "#db/lent-connections.ts";
import { openSilentWire } from "#db/silent-wire.ts";
import { testDatabase } from "#db/testing.ts";
import { isDatabaseAway } from "#lib/errors.ts";

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

test(
  "a connection that falls silent is given up, also within a transaction, and those after it are answered",
  needsPostgres,
  async (t) => {
    const wire = await openSilentWire(url ?? "");
    t.after(() => wire.close());
    const pool = new pg.Pool({ connectionString: wire.url, max: 1, query_timeout: 300 });
    pool.on("error", () => {});
    keepLentConnections(pool);
    t.after(() => pool.end());
    const through = drizzle({ client: pool });
    const transact = (meanwhile = () => {}) =>
      through.transaction(async (tx) => {
        meanwhile();
        await tx.execute(sql`select 1`);
      });
    for (let round = 0; round < 5; round++) {
      await transact();
      await assert.rejects(transact(wire.silence), isDatabaseAway);
      await through.execute(sql`select 1`);
      wire.silence();
      await assert.rejects(through.execute(sql`select 1`), isDatabaseAway);
      await through.execute(sql`select 1`);
      wire.silence();
      await assert.rejects(transact(), isDatabaseAway, "at its begin");
    }
    await transact();
  },
);

test(
  "a start whose connection is ended while it waits to migrate is refused, and ends nothing else",
  needsPostgres,
  async (t) => {
    const [holder, killer] = [new pg.Client(url ?? ""), new pg.Client(url ?? "")];
    for (const client of [holder, killer]) {
      await client.connect();
      t.after(() => client.end());
    }
    await holder.query("select pg_advisory_lock($1)", [0x7061726c]);
    const refused = assert.rejects(openDatabase({ DATABASE_URL: url, DATA_DIR: "" }), isDatabaseAway);
    for (let ended = 0; ended === 0; ) {
      const { rowCount } = await killer.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'parley' and wait_event_type = 'Lock'`);
      ended = rowCount ?? 0;
    }
    await refused;
  },
);
