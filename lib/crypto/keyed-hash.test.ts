import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { keyedHash } from "#lib/crypto/keyed-hash.ts";

test("a keyed hash is the HMAC that node:crypto makes", () => {
  const bytes = fc.uint8Array({ maxLength: 64 });
  const text = fc.string({ unit: "binary", maxLength: 400 });
  fc.assert(
    fc.property(bytes, fc.array(text), (key, texts) => {
      const hashed = keyedHash(Buffer.from(key));
      for (const one of texts) {
        const expected = createHmac("sha256", key).update(one).digest("hex");
        assert.equal(hashed(one), expected);
      }
    }),
  );
});

test("a key that does not fit is refused, not cut", () => {
  assert.throws(() => keyedHash(Buffer.alloc(65)), RangeError);
});
