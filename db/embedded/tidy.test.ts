import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { tidyTables } from "#db/embedded/tidy.ts";
import { rowsOf } from "#db/rows.ts";
import { testDatabase } from "#db/testing.ts";

delete process.env.TEST_DATABASE_URL; // where PostgreSQL is a server, it does this itself
const { db } = await testDatabase();

test("a table of which much has changed is vacuumed and analysed, once", { timeout: 60_000 }, async () => {
  const { companyId } = await castCompany(db);
  const tidy = () => tidyTables(db, async () => {});
  await tidy();
  await db.execute(sql`insert into room_change (company_id, pos, room_id, seq, kind)
    select ${companyId}, n, gen_random_uuid(), n, 'room.changed' from generate_series(1000, 3000) n`);
  const known = async () =>
    (
      await rowsOf<{ count: number }>(db, sql`select reltuples as count from pg_class where relname = 'room_change'`)
    )[0];
  assert.ok(Number((await known())?.count) < 2_000);
  while (!(await tidy()).includes("public.room_change")); // PostgreSQL counts what changed about once a second
  assert.ok(Number((await known())?.count) > 2_000);
  assert.ok(!(await tidy()).includes("public.room_change"));
});
