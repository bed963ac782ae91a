import assert from "node:assert/strict";
import { test } from "node:test";
import { appUser, company, companyLog } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { checkPassword } from "#lib/auth/check-password.ts";
import { setUpCompany } from "#lib/companies/commands.ts";
import { companyExists } from "#lib/companies/queries.ts";
import { setupCode } from "#lib/companies/setup-code.ts";
import { slugOf } from "#lib/companies/slug.ts";
import { isRefusal } from "#lib/errors.ts";

const { db } = await testDatabase();
const here = { address: "127.0.0.1", isLoopback: true, origin: "http://127.0.0.1:3000" };
const away = { address: "203.0.113.5", isLoopback: false, origin: "https://chat.example.com" };
const password = "correct horse battery";
const input = (n = 0) => ({
  company: { name: `Difference Engines ${n}` },
  admin: { name: "Ada Lovelace", email: `ada+${n}@example.com`, password },
});

test("a company's name makes a slug, whatever it is written in", () => {
  assert.equal(slugOf("Ångström & Söhne GmbH"), "angstrom-sohne-gmbh");
  assert.equal(slugOf("  --Parley!--  "), "parley");
  assert.equal(slugOf("株式会社"), "company");
  assert.equal(slugOf(`${"a".repeat(39)} b`), "a".repeat(39));
});

// From here on in this order: a database is set up once.

test("from another machine set-up takes the code that the server printed", async () => {
  const isRefused = (error: unknown) => isRefusal(error, "setup_code_needed");
  await assert.rejects(setUpCompany(db, away, input()), isRefused);
  await assert.rejects(setUpCompany(db, away, { ...input(), code: `${setupCode()}x` }), isRefused);
  assert.equal(await companyExists(db), false);
});

test("of fifty set-ups at once exactly one succeeds, and nothing is left of the others", async () => {
  const tries = Array.from({ length: 50 }, (_, n) =>
    setUpCompany(db, n % 2 ? here : away, { ...input(n), code: setupCode() }).then(
      (made) => made,
      (error) => (isRefusal(error, "already_set_up") ? null : Promise.reject(error)),
    ),
  );
  const made = (await Promise.all(tries)).filter((each) => each !== null);
  assert.equal(made.length, 1);
  const companies = await db.select().from(company);
  assert.deepEqual(
    companies.map(({ id, name, slug }) => ({ id, name, slug })),
    [made[0]?.company],
  );
  assert.deepEqual(await db.select().from(companyLog), [{ companyId: made[0]?.company.id, head: 0 }]);
  const [admin, ...others] = await db.select().from(appUser);
  assert.equal(others.length, 0);
  assert.deepEqual([admin?.role, admin?.emailKey], ["admin", "ada@example.com"]);
});

test("the admin signs in with the password given, and set-up is over", async () => {
  assert.ok(await checkPassword(db, here, { email: "ADA@example.com".toLowerCase(), password }));
  assert.equal(await companyExists(db), true);
  await assert.rejects(setUpCompany(db, here, input()), (error) => isRefusal(error, "already_set_up"));
});
