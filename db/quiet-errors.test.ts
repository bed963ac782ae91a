import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { testDatabase } from "#db/testing.ts";

const { db } = await testDatabase();

test("whoever prints a failed statement shows its code, and neither its text nor its parameters", async () => {
  const failed = await db.execute(sql`select ${"geheimwort"}::uuid as secret_column`).catch((error) => error);
  for (const printed of [
    inspect(failed),
    inspect({ cause: failed }),
    inspect(new Error("around it", { cause: failed })),
  ]) {
    assert.match(printed, /22P02/);
    assert.doesNotMatch(printed, /geheimwort|secret_column/);
  }
});
