import assert from "node:assert/strict";
import { generateKeySync } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { parseKeyRing } from "#lib/crypto/key-ring.ts";
import { openOnce } from "#lib/crypto/open-once.ts";
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

/** A seal that was opened, so that what it says is kept. */
function openedSeal(): Buffer {
  const text = "the launch is on Tuesday";
  const sealed = seal(key, 1, place, Buffer.from(text));
  assert.equal(openOnce(key, place, sealed), text);
  assert.equal(openOnce(key, place, Buffer.from(sealed)), text);
  return sealed;
}

function assertRefused(sealed: Buffer, where = place, by = key, message?: string): void {
  assert.throws(() => open(by, where, sealed), message);
  assert.throws(() => openOnce(by, where, sealed), message);
}

test("every flipped bit is refused", () => {
  const sealed = openedSeal();
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const damaged = Buffer.from(sealed);
    damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
    assertRefused(damaged, place, key, `bit ${bit}`);
  }
});

test("every shortened tag and every cut is refused", () => {
  const sealed = openedSeal();
  for (let length = 0; length < sealed.length; length++) assertRefused(sealed.subarray(0, length));
});

test("a ciphertext moved to any other place is refused", () => {
  const sealed = openedSeal();
  const moved: Partial<Place>[] = [
    { companyId: newId() },
    { roomId: newId() },
    { itemId: newId() },
    { senderId: newId() },
    { senderId: null },
    { field: "topic" },
    { revision: 2 },
  ];
  for (const change of moved) assertRefused(sealed, { ...place, ...change }, key, JSON.stringify(change));
  assertRefused(sealed, place, newKey());
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
