import assert from "node:assert/strict";
import { test } from "node:test";
import { type Kind, testServer } from "../harness/storage.ts";
import { rotationRounds } from "./rotation/rounds.ts";

for (const database of ["embedded", "postgres"] as const satisfies Kind[]) {
  const skip = database === "postgres" && !testServer;
  test(`the keys of 10,000 rooms are rotated under load, killed half-way and resumed (${database})`, {
    skip,
  }, async (t) => {
    const tally = await rotationRounds(t, { database, rooms: 10_000, isPatient: true });
    t.diagnostic(JSON.stringify(tally));
    assert.equal(Object.keys(tally.halfWay.master ?? {}).length, 2, "the first run was killed half-way");
  });
}
