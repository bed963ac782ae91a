"use server";

import { z } from "zod";
import { changePassword } from "#lib/auth/change-password.ts";
import { changePasswordInput, sessionParams } from "#lib/auth/inputs.ts";
import { revokeSession } from "#lib/auth/sessions.ts";
import { signOutHere } from "#lib/auth/sign-in.ts";
import { action, publicAction } from "#lib/http/action.ts";
import { changeProfileInput } from "#lib/people/inputs.ts";
import { changeProfile } from "#lib/people/profile.ts";
import { createToken, revokeToken } from "#lib/tokens/commands.ts";
import { createTokenInput, tokenParams } from "#lib/tokens/inputs.ts";

export const signOutAction = publicAction(z.strictObject({}), () => signOutHere());

export const revokeSessionAction = action(sessionParams, async ({ db, viewer, input }) => {
  await revokeSession(db, viewer, input.sessionId);
});

export const changeProfileAction = action(changeProfileInput, ({ db, viewer, input }) =>
  changeProfile(db, viewer, input),
);

export const changePasswordAction = action(changePasswordInput, ({ db, viewer, input, client }) =>
  changePassword(db, viewer, input, client),
);

export const createTokenAction = action(createTokenInput, ({ db, viewer, input }) => createToken(db, viewer, input));

export const revokeTokenAction = action(tokenParams, ({ db, viewer, input }) => revokeToken(db, viewer, input.tokenId));
