import { test } from "node:test";
import { setUp } from "../harness/stage.ts";
import { testServer } from "../harness/storage.ts";
import { twoServers } from "./live/two-servers.ts";

const name =
  "two servers on one Postgres, 200 cuts, 6 kills and deaf ones now and then: no hole, inversion, loss or double";

test(name, { skip: !testServer }, async (t) => {
  const stage = await setUp({ database: "postgres" });
  t.after(() => stage.close());
  t.diagnostic(JSON.stringify(await twoServers(stage, { cuts: 200, kills: 6, deafenEvery: 1_500 })));
});
