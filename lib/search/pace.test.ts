import assert from "node:assert/strict";
import { test } from "node:test";
import { batchMost } from "#lib/search/indexer.ts";
import { Pace } from "#lib/search/pace.ts";

test("full batches grow while they are quick, step by step, and shrink at once where they are not", () => {
  const pace = new Pace();
  const first = pace.size;
  pace.note(first, 1);
  assert.equal(pace.size, 2 * first);
  for (let batch = 0; batch < 10; batch++) pace.note(pace.size, 1);
  assert.equal(pace.size, batchMost);
  pace.note(batchMost, 100);
  assert.equal(pace.size, batchMost / 4);
  pace.note(batchMost, 100, true);
  assert.ok(pace.size < batchMost / 4, "smaller while people send");
  pace.note(batchMost, 10_000);
  assert.equal(pace.size, first);
});

test("quick batches of a few messages do not make the next a large one", () => {
  const pace = new Pace();
  const first = pace.size;
  for (let batch = 0; batch < 10; batch++) pace.note(2, 1);
  assert.equal(pace.size, first);
});

test("after a batch it rests as long as that took, and longer while people send, but not for ever", () => {
  const pace = new Pace();
  pace.note(100, 40);
  assert.equal(pace.rest, 40);
  pace.note(100, 10, true);
  assert.equal(pace.rest, 290);
  pace.note(100, 60_000);
  assert.ok(pace.rest <= 1_000);
});
