"use server";

import { signInWithPassword } from "#lib/auth/sign-in.ts";
import { publicAction } from "#lib/http/action.ts";
import { acceptInvite } from "#lib/invites/commands.ts";
import { acceptInviteInput, inviteTokenParams } from "#lib/invites/inputs.ts";

const input = acceptInviteInput.extend({ token: inviteTokenParams.shape.inviteId });

export const acceptInviteAction = publicAction(input, async ({ db, input: { token, ...person } }) => {
  await acceptInvite(db, token, person);
  await signInWithPassword(person);
});
