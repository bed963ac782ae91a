import assert from "node:assert/strict";
import { test } from "node:test";
import { isDatabaseAway } from "#lib/errors.ts";

const wrapped = (cause: unknown) => new Error("Failed query: select", { cause });
const coded = (code: string) => wrapped(Object.assign(new Error("said by the database"), { code }));

test("a database that is away is told from one that refuses, also where the driver has no code for it", () => {
  for (const code of ["57P01", "08006", "53300", "57014", "25006", "ECONNRESET"])
    assert.ok(isDatabaseAway(coded(code)), code);
  for (const said of [
    "Connection terminated unexpectedly",
    "timeout exceeded when trying to connect",
    "Query read timeout",
  ]) {
    assert.ok(isDatabaseAway(wrapped(new Error(said))), said);
  }
  for (const event of [{ type: "error", message: "" }, wrapped({ type: "error" })]) assert.ok(isDatabaseAway(event));
  for (const other of [coded("23505"), coded("40P01"), wrapped(new Error("it broke")), "Connection terminated"]) {
    assert.ok(!isDatabaseAway(other));
  }
});
