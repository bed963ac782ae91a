import type { Db } from "#db/client.ts";
import { findAccount } from "#lib/auth/find-account.ts";
import { hashPassword } from "#lib/auth/passwords.ts";
import { insertCompany } from "#lib/companies/commands.ts";
import type { CompanyInput } from "#lib/companies/inputs.ts";
import { databaseCode, isRefusal, Refusal } from "#lib/errors.ts";
import { emailKey } from "#lib/people/email-key.ts";

/**
 * Makes a further company and its admin, for the operator of the installation: nobody reaches this over HTTP.
 * Throws the refusal `email_taken`.
 */
export async function createCompany(db: Db, input: CompanyInput) {
  const key = emailKey(input.admin.email);
  const taken = () => new Refusal("email_taken", `There is an account with the address ${input.admin.email} already.`);
  if (await findAccount(db, key)) throw taken();
  const passwordHash = await hashPassword(input.admin.password);
  try {
    return await db.transaction((tx) => insertCompany(tx as unknown as Db, input, passwordHash));
  } catch (error) {
    if (!isRefusal(error) && databaseCode(error) === "23505" && (await findAccount(db, key))) throw taken();
    throw error;
  }
}
