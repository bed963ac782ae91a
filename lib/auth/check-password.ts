import type { Db } from "#db/client.ts";
import { findAccount } from "#lib/auth/find-account.ts";
import type { SignInInput } from "#lib/auth/inputs.ts";
import { verifyPassword } from "#lib/auth/passwords.ts";
import type { Client } from "#lib/http/call.ts";
import { emailKey } from "#lib/people/email-key.ts";
import { returnToken, takeToken } from "#lib/rate-limits/limiter.ts";

/**
 * Gives the id of the active account behind an address and its password, else null: an unknown address, a wrong
 * password and a deactivated account look and last the same. A token is taken before the password is looked at and
 * given back when it is right, so that parallel guesses cannot pass together. Throws `rate_limited`.
 */
export async function checkPassword(
  db: Db,
  client: Client,
  { email, password }: SignInInput,
): Promise<{ userId: string } | null> {
  const account = emailKey(email);
  const user = await findAccount(db, account);
  const subjects = { account, address: client.address, ...(user && { companyId: user.companyId }) };
  await takeToken(db, "login.fail", subjects);
  const isRight = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user?.isActive || !isRight) return null;
  await returnToken(db, "login.fail", subjects);
  return { userId: user.id };
}
