import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as input from "#lib/inputs.ts";
import { emailKey } from "#lib/people/email-key.ts";

test("case and tag make no other mailbox", () => {
  for (const spelling of ["ada@example.com", "ADA@Example.COM", "ada+chat@example.com", "Ada+a+b@example.com"]) {
    assert.equal(emailKey(spelling), "ada@example.com");
  }
  assert.notEqual(emailKey("a.da@example.com"), emailKey("ada@example.com"));
});

test("a key is a key of itself, whatever address was given", () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const parsed = input.email.safeParse(address);
      if (!parsed.success) return;
      const key = emailKey(parsed.data);
      assert.equal(emailKey(key), key);
      assert.match(key, /^[^@]+@[^@+]+$/);
    }),
  );
});
