import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openThread } from "#db/embedded/open-thread.ts";

const { pool, close } = await openThread({});
after(close);

test("bytes come back as they were asked for, few or many", async () => {
  for (const length of [0, 1, 10_000, 3_000_000]) {
    const { rows } = await pool.query("select convert_to(repeat('x', $1), 'UTF8') as bytes", [length]);
    assert.deepEqual(rows[0].bytes, Buffer.alloc(length, "x"));
  }
});

test("what was answered is not kept: memory stays about the same however much is read", async () => {
  const megabyte = 2 ** 20;
  const read = async (times: number) => {
    for (let time = 0; time < times; time++) await pool.query("select repeat('x', $1) as text", [megabyte]);
    return process.memoryUsage.rss() / megabyte;
  };
  const before = await read(50);
  assert.ok((await read(400)) - before < 200);
});

test("a statement that fails leaves the connection as good as before", async () => {
  await assert.rejects(pool.query("select 1 / $1::integer", [0]), { code: "22012" });
  await assert.rejects(pool.query("select nothing from nowhere"), { code: "42P01" });
  assert.deepEqual((await pool.query("select $1::text as said", ["well"])).rows, [{ said: "well" }]);
});
