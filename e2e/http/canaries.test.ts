import { test } from "node:test";
import { testServer } from "../harness/storage.ts";
import { canaries } from "./canaries/canaries.ts";

test("nothing that people write lies in data folder, write-ahead log or output (embedded)", (t) =>
  canaries(t, "embedded", 100));

test("nothing that people write lies in any table or output (Postgres)", { skip: !testServer }, (t) =>
  canaries(t, "postgres", 100),
);
