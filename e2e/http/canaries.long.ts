import { test } from "node:test";
import { type Kind, testServer } from "../harness/storage.ts";
import { canaries } from "./canaries/canaries.ts";

for (const database of ["embedded", "postgres"] as const satisfies Kind[]) {
  const skip = database === "postgres" && !testServer;
  test(`of a thousand words none lies anywhere (${database})`, { skip }, (t) => canaries(t, database, 1_000));
}
