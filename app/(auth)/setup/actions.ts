"use server";

import { signInWithPassword } from "#lib/auth/sign-in.ts";
import { setUpCompany } from "#lib/companies/commands.ts";
import { setupInput } from "#lib/companies/inputs.ts";
import { publicAction } from "#lib/http/action.ts";

export const setUpAction = publicAction(setupInput, async ({ db, client, input }) => {
  await setUpCompany(db, client, input);
  await signInWithPassword(input.admin);
});
