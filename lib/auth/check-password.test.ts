import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { appUser } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { checkPassword } from "#lib/auth/check-password.ts";
import { hashPassword } from "#lib/auth/passwords.ts";
import { isRefusal } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { listRateLimits } from "#lib/rate-limits/queries.ts";

const { db } = await testDatabase();
const password = "correct horse battery";
const passwordHash = await hashPassword(password);

/** Somebody with a password, and a way to try one at their account from an address of their own. */
async function casted() {
  const { ada, grace } = await castCompany(db);
  const email = `grace.${newId()}@example.com`;
  await db.update(appUser).set({ email, emailKey: email, passwordHash }).where(eq(appUser.id, grace.userId));
  const from = newId();
  const attempt = (given: string, address = from, spelling = email) =>
    checkPassword(db, { address, isLoopback: false, origin: null }, { email: spelling, password: given }).then(
      (known) => (known ? "in" : "wrong"),
      (error) => (isRefusal(error, "rate_limited") ? "limited" : Promise.reject(error)),
    );
  return { ada, grace, email, attempt };
}

const countOf = (outcomes: string[], outcome: string) => outcomes.filter((each) => each === outcome).length;

test("of 400 parallel guesses five are looked at; then even the right one has to wait", async () => {
  const { attempt } = await casted();
  const outcomes = await Promise.all(Array.from({ length: 400 }, (_, n) => attempt(`wrong guess ${n}`, `host ${n}`)));
  assert.equal(countOf(outcomes, "wrong"), 5);
  assert.equal(countOf(outcomes, "limited"), 395);
  assert.equal(await attempt(password, "yet another host"), "limited");
});

test("spelling the address otherwise gives no fresh guesses", async () => {
  const { attempt, email } = await casted();
  const tagged = Array.from({ length: 20 }, (_, n) => email.replace("@", `+${n}@`));
  const outcomes = await Promise.all(tagged.map((spelling, n) => attempt("a wrong guess", `host ${n}`, spelling)));
  assert.equal(countOf(outcomes, "wrong"), 5);
});

test("one address has twenty wrong guesses, over all accounts, known or not", async () => {
  const { attempt } = await casted();
  const from = newId();
  const guesses = Array.from({ length: 60 }, (_, n) => attempt("a wrong guess", from, `nobody${n}@${from}.com`));
  assert.equal(countOf(await Promise.all(guesses), "wrong"), 20);
  assert.equal(await attempt(password, from), "limited");
  assert.equal(await attempt(password, newId()), "in");
});

test("right passwords cost nothing", async () => {
  const { attempt } = await casted();
  for (let n = 0; n < 8; n++) assert.equal(await attempt(password), "in");
});

test("a deactivated account looks like a wrong password", async () => {
  const { attempt, grace } = await casted();
  await db.update(appUser).set({ isActive: false }).where(eq(appUser.id, grace.userId));
  assert.equal(await attempt(password), "wrong");
});

test("an account without a password takes none", async () => {
  const { attempt, grace } = await casted();
  await db.update(appUser).set({ passwordHash: null }).where(eq(appUser.id, grace.userId));
  assert.equal(await attempt(password), "wrong");
});

test("a company's admin sees the guesses at its accounts, and no others", async () => {
  const { ada, attempt } = await casted();
  const stranger = await casted();
  await attempt(password);
  for (let n = 0; n < 7; n++) await attempt("a wrong guess");
  await stranger.attempt("a wrong guess");
  await attempt("a wrong guess", newId(), "nobody@example.com");
  const entries = await listRateLimits(db, ada, { event: "login.fail" });
  assert.ok(entries.every((entry) => entry.userId === null));
  assert.equal(
    entries.reduce((sum, entry) => sum + entry.count, 0),
    7,
  );
  assert.equal(
    entries.reduce((sum, entry) => sum + entry.refused, 0),
    2,
  );
});
