import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, company, companyLog } from "#db/schema/index.ts";
import { hashPassword } from "#lib/auth/passwords.ts";
import type { CompanyInput, SetupInput } from "#lib/companies/inputs.ts";
import { companyExists } from "#lib/companies/queries.ts";
import { fillWithSample } from "#lib/companies/sample/fill.ts";
import { isSetupCode } from "#lib/companies/setup-code.ts";
import { slugOf } from "#lib/companies/slug.ts";
import { Refusal } from "#lib/errors.ts";
import type { Client } from "#lib/http/call.ts";
import { newId } from "#lib/ids.ts";
import { emailKey } from "#lib/people/email-key.ts";

/** An arbitrary number that stands for "making a company" among the database's advisory locks. */
const companyLock = 0x636f6d70;

const alreadySetUp = () => new Refusal("already_set_up", "Parley is set up already. Sign in instead.");

/**
 * Makes the first company and its admin; of many at once exactly one succeeds. From beyond this machine it takes the code that the server printed.
 * Throws the refusals `setup_code_needed` and `already_set_up`.
 */
export async function setUpCompany(db: Db, client: Client, input: SetupInput) {
  if (!client.isLoopback && !isSetupCode(input.code)) {
    throw new Refusal(
      "setup_code_needed",
      "From another machine this needs the code that the server printed when it started.",
    );
  }
  if (await companyExists(db)) throw alreadySetUp();
  const passwordHash = await hashPassword(input.admin.password);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${companyLock})`);
    if (await companyExists(tx)) throw alreadySetUp();
    const made = await insertCompany(tx as unknown as Db, input, passwordHash);
    if (input.sample) await fillWithSample(tx as unknown as Db, made.company.id, made.user);
    return made;
  });
}

/** Writes a company with its log and its admin. */
export async function insertCompany(tx: Db, input: CompanyInput, passwordHash: string) {
  const made = await makeCompany(tx, input.company.name);
  const { name, email } = input.admin;
  const user = { id: newId(), name, email, role: "admin" } as const;
  await tx.insert(appUser).values({ ...user, companyId: made.id, emailKey: emailKey(email), passwordHash });
  return { company: made, user };
}

async function makeCompany(tx: Db, name: string) {
  const id = newId();
  const base = slugOf(name);
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    const made = await tx.insert(company).values({ id, name, slug }).onConflictDoNothing().returning();
    if (made.length === 0) continue;
    await tx.insert(companyLog).values({ companyId: id });
    return { id, name, slug };
  }
}
