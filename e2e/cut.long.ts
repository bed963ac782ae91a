import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

test("all that was missed in a cut of 30 s is there, in order, once", () => {
  const env = { ...process.env, PARLEY_LONG: "1" };
  const { status, stdout } = spawnSync("playwright", ["test", "e2e/cut.spec.ts", "--workers=1"], {
    env,
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout);
});
