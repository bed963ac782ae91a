import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#lib/ids.ts";
import { changeAt } from "#lib/realtime/testing.ts";
import { keepWritten, writtenAfter } from "#lib/realtime/written.ts";

const positions = (companyId: string, after: number) => writtenAfter(companyId, after).map(({ row }) => row.pos);

test("what follows is given up to the first hole, and nothing where the next was written elsewhere", () => {
  const companyId = newId();
  keepWritten(companyId, [changeAt(3), changeAt(4)]);
  keepWritten(companyId, [changeAt(6)]);
  assert.deepEqual(
    [2, 3, 4, 5, 6].map((pos) => positions(companyId, pos)),
    [[3, 4], [4], [], [6], []],
  );
  assert.deepEqual(positions(newId(), 2), []);
});

test("of many, the newest are kept", () => {
  const companyId = newId();
  for (let pos = 1; pos <= 5_000; pos++) keepWritten(companyId, [changeAt(pos)]);
  assert.deepEqual(positions(companyId, 0), []);
  assert.equal(positions(companyId, 4_000).length, 1_000);
});
