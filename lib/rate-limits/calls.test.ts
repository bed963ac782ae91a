import assert from "node:assert/strict";
import { test } from "node:test";
import "#db/testing.ts";
import { isRefusal } from "#lib/errors.ts";
import { countCall } from "#lib/rate-limits/calls.ts";

const isLimited = (error: unknown) => isRefusal(error, "rate_limited");

test("a caller has 300 calls a minute, and five more a second later", () => {
  const now = Date.now();
  for (let n = 0; n < 300; n++) countCall("one", now);
  assert.throws(() => countCall("one", now), isLimited);
  countCall("another", now);
  for (let n = 0; n < 5; n++) countCall("one", now + 1000);
  assert.throws(() => countCall("one", now + 1000), isLimited);
});
