import assert from "node:assert/strict";
import { generateKeySync } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { parseKeyRing } from "#lib/crypto/key-ring.ts";
import { keyVersionOf, open, type Place, seal } from "#lib/crypto/seal.ts";
import { newId } from "#lib/ids.ts";

const newKey = () => generateKeySync("aes", { length: 256 });
const key = newKey();
const place: Place = {
  companyId: newId(),
  roomId: newId(),
  itemId: newId(),
  senderId: newId(),
  field: "content",
  revision: 3,
};

test("what was sealed opens in its place, whatever it says", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), fc.integer({ min: 1, max: 0xffffffff }), (bytes, version) => {
      const sealed = seal(key, version, place, Buffer.from(bytes));
      assert.equal(keyVersionOf(sealed), version);
      assert.deepEqual(open(key, place, sealed), Buffer.from(bytes));
    }),
  );
});

test("every flipped bit is refused", () => {
  const sealed = seal(key, 1, place, Buffer.from("the launch is on Tuesday"));
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const damaged = Buffer.from(sealed);
    damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
    assert.throws(() => open(key, place, damaged), `bit ${bit}`);
  }
});

test("every shortened tag and every cut is refused", () => {
  const sealed = seal(key, 1, place, Buffer.from("the launch is on Tuesday"));
  for (let length = 0; length < sealed.length; length++)
    assert.throws(() => open(key, place, sealed.subarray(0, length)));
});

test("a ciphertext moved to any other place is refused", () => {
  const sealed = seal(key, 1, place, Buffer.from("the launch is on Tuesday"));
  const moved: Partial<Place>[] = [
    { companyId: newId() },
    { roomId: newId() },
    { itemId: newId() },
    { senderId: newId() },
    { senderId: null },
    { field: "topic" },
    { revision: 2 },
  ];
  for (const change of moved) assert.throws(() => open(key, { ...place, ...change }, sealed), JSON.stringify(change));
  assert.throws(() => open(newKey(), place, sealed));
});

test("a key ring says what is wrong with it, and never the key", () => {
  const good = Buffer.alloc(32, 1).toString("base64");
  assert.equal(parseKeyRing(`new:${good},old:${good}`).current, "new");
  for (const bad of ["", "nothing", "a:short", `:${good}`, `a b:${good}`, `a:${good},a:${good}`]) {
    assert.throws(
      () => parseKeyRing(bad),
      (error: Error) => error.message.includes("MASTER_KEYS") && !error.message.includes(good),
    );
  }
});
