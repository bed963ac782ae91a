import assert from "node:assert/strict";
import { test } from "node:test";
import { gather } from "#lib/gather.ts";

function counted() {
  const sizes: number[] = [];
  const double = gather(async (inputs: number[]) => {
    sizes.push(inputs.length);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (inputs.includes(-1)) throw new Error("minus one");
    return inputs.map((input) => input * 2);
  });
  return { sizes, double };
}

test("a lone call goes at once, those that come meanwhile share the next batches", async () => {
  const { sizes, double } = counted();
  const inputs = Array.from({ length: 100 }, (_, index) => index);
  assert.deepEqual(
    await Promise.all(inputs.map(double)),
    inputs.map((input) => input * 2),
  );
  assert.deepEqual(sizes, [1, 64, 35]);
  assert.equal(await double(4), 8);
});

test("a batch that fails fails all of its calls, and none after it", async () => {
  const { double } = counted();
  const outcomes = await Promise.allSettled([double(1), double(-1), double(2)]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "rejected", "rejected"],
  );
  assert.equal(await double(3), 6);
});
