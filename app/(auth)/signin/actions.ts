"use server";

import { signInInput } from "#lib/auth/inputs.ts";
import { signInWithPassword } from "#lib/auth/sign-in.ts";
import { publicAction } from "#lib/http/action.ts";

export const signInAction = publicAction(signInInput, async ({ input }) => {
  await signInWithPassword(input);
});
