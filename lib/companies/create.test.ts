import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import { appUser, companyLog } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { checkPassword } from "#lib/auth/check-password.ts";
import { createCompany } from "#lib/companies/create.ts";
import { isRefusal } from "#lib/errors.ts";
import { companyCommand } from "#lib/server/company-command.ts";

const { db } = await testDatabase();
const password = "correct horse battery";
const input = (n: number) => ({
  company: { name: "Difference Engines" },
  admin: { name: "Ada Lovelace", email: `ada${n}@example.com`, password },
});

test("a further company has a name of its own in addresses, a log and an admin who can sign in", async () => {
  const first = await createCompany(db, input(1));
  const second = await createCompany(db, input(2));
  assert.deepEqual([first.company.slug, second.company.slug], ["difference-engines", "difference-engines-2"]);
  const [log] = await db.select().from(companyLog).where(eq(companyLog.companyId, second.company.id));
  assert.equal(log?.head, 0);
  const client = { address: "127.0.0.1", isLoopback: true, origin: null };
  assert.deepEqual(await checkPassword(db, client, { email: "ada2@example.com", password }), {
    userId: second.user.id,
  });
});

test("an address that has an account makes no company, also of ten at once", async () => {
  const isTaken = (error: unknown) => isRefusal(error, "email_taken");
  await assert.rejects(createCompany(db, input(1)), isTaken);
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => createCompany(db, input(3))));
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
  for (const outcome of outcomes) if (outcome.status === "rejected") assert.ok(isTaken(outcome.reason));
  assert.equal((await db.select().from(appUser)).length, 3);
});

test("the command says in words what is wrong with what it was given", async () => {
  const run = (options: Record<string, unknown>) => companyCommand(db)(options, () => {});
  await assert.rejects(run({ company: { name: "" }, admin: { name: "A", email: "no", password: "short" } }), {
    message: /No company was made:\n {2}company name is empty\.\n {2}admin email .*\n {2}admin password is shorter/,
  });
  assert.match(await run(input(4)), /^Difference Engines is made\. Ada Lovelace signs in with ada4@example\.com/);
});
