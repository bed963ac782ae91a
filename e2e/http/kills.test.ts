import { test } from "node:test";
import { setUp } from "../harness/stage.ts";
import { testServer } from "../harness/storage.ts";
import { killRounds } from "./kills/rounds.ts";

test("what was acknowledged survives kill -9, once and in order (embedded)", async (t) => {
  const stage = await setUp();
  t.after(() => stage.close());
  const tally = await killRounds(stage, 2, 60);
  t.diagnostic(JSON.stringify(tally));
});

test("what was acknowledged survives kill -9, once and in order (Postgres)", { skip: !testServer }, async (t) => {
  const stage = await setUp({ database: "postgres" });
  t.after(() => stage.close());
  const tally = await killRounds(stage, 1, 60);
  t.diagnostic(JSON.stringify(tally));
});
