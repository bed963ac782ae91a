import assert from "node:assert/strict";
import { test } from "node:test";
import { parseOptions } from "@node-rs/argon2";
import { dummyHash, hashPassword, verifyPassword } from "#lib/auth/passwords.ts";
import { isRefusal } from "#lib/errors.ts";

test("a hash knows its password and no other", async () => {
  const hash = await hashPassword("correct horse battery");
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await verifyPassword(hash, "correct horse battery"), true);
  assert.equal(await verifyPassword(hash, "correct horse batterY"), false);
});

test("without an account the same work is done, and the answer is no", async () => {
  assert.deepEqual(parseOptions(dummyHash), parseOptions(await hashPassword("correct horse battery")));
  assert.equal(await verifyPassword(null, "correct horse battery"), false);
});

test("an overlong password is refused without any work", async () => {
  const started = process.cpuUsage();
  assert.equal(await verifyPassword(dummyHash, "x".repeat(1_000_000)), false);
  assert.ok(process.cpuUsage(started).user < 10_000);
});

test("known and unknown accounts wait in one queue, and are turned away when it is full", async () => {
  const hash = await hashPassword("correct horse battery");
  const flood = Array.from({ length: 202 }, () => verifyPassword(hash, "another").catch(() => false));
  const isTurnedAway = (error: unknown) => isRefusal(error, "unavailable");
  await assert.rejects(verifyPassword(hash, "correct horse battery"), isTurnedAway);
  await assert.rejects(verifyPassword(null, "correct horse battery"), isTurnedAway);
  await Promise.all(flood);
  assert.equal(await verifyPassword(hash, "correct horse battery"), true);
});
