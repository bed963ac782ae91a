import { test } from "node:test";
import { setUp } from "../harness/stage.ts";
import { type Kind, testServer } from "../harness/storage.ts";
import { killRounds } from "./kills/rounds.ts";

for (const database of ["embedded", "postgres"] as const satisfies Kind[]) {
  const skip = database === "postgres" && !testServer;
  test(`20 times kill -9 under a hundred sends a second lose and double nothing (${database})`, { skip }, async (t) => {
    const stage = await setUp({ database });
    t.after(() => stage.close());
    const tally = await killRounds(stage, 20, 200);
    t.diagnostic(JSON.stringify(tally));
  });
}
