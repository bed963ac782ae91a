import { test } from "node:test";
import { type Kind, testServer } from "../harness/storage.ts";
import { rotationRounds } from "./rotation/rounds.ts";

for (const database of ["embedded", "postgres"] as const satisfies Kind[]) {
  const skip = database === "postgres" && !testServer;
  test(`keys are rotated while people write and read, killed half-way and resumed (${database})`, {
    skip,
  }, async (t) => {
    t.diagnostic(JSON.stringify(await rotationRounds(t, { database, rooms: 600, isPatient: false })));
  });
}
