import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { newId } from "#lib/ids.ts";
import { until } from "#lib/realtime/testing.ts";
import { type SharedWrite, writeShared } from "#lib/realtime/writer.ts";

test("what comes as soon as others have their answers goes with who waited meanwhile, not after them", async () => {
  const companyId = newId();
  const { promise: isCommitted, resolve: commit } = Promise.withResolvers<void>();
  const batches: string[][] = [];
  const kind: SharedWrite<string, null> = async (_db, _companyId, inputs) => {
    batches.push(inputs);
    await isCommitted;
    return inputs.map(() => ({ value: null }));
  };
  const write = (input: string) => writeShared({} as Db, companyId, kind, input);
  const next = write("answered").then(async () => {
    await turn(); // the answer leaves,
    await turn(); // and what its reader sends then is read
    return write("next");
  });
  await until(() => batches.length === 1, "the first write is under way");
  const waited = write("waited");
  commit();
  await Promise.all([next, waited]);
  assert.deepEqual(batches, [["answered"], ["waited", "next"]]);
});
