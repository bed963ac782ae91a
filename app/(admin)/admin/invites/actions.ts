"use server";

import { action } from "#lib/http/action.ts";
import { createInvite, revokeInvite } from "#lib/invites/commands.ts";
import { createInviteInput, inviteParams } from "#lib/invites/inputs.ts";

export const createInviteAction = action(createInviteInput, async ({ db, viewer, client, input }) => {
  const { url, expiresAt } = await createInvite(db, viewer, input, client);
  return { url, expiresAt };
});

export const revokeInviteAction = action(inviteParams, ({ db, viewer, input }) =>
  revokeInvite(db, viewer, input.inviteId),
);
