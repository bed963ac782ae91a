import { endpoint } from "#lib/http/endpoint.ts";
import { acceptInvite, createInvite, revokeInvite } from "#lib/invites/commands.ts";
import { acceptInviteInput, createInviteInput, inviteParams, inviteTokenParams } from "#lib/invites/inputs.ts";
import { describeInvite, listInvites } from "#lib/invites/queries.ts";

export const getInvites = endpoint({
  method: "GET",
  path: "/api/invites",
  summary: "The invites that still hold",
  for: "signed-in",
  run: async ({ db, viewer }) => ({ status: 200, body: { invites: await listInvites(db, viewer) } }),
});

export const postInvite = endpoint({
  method: "POST",
  path: "/api/invites",
  summary: "Make an invite; its token is shown once",
  for: "signed-in",
  body: createInviteInput,
  run: async ({ db, viewer, client, body }) => ({ status: 201, body: await createInvite(db, viewer, body, client) }),
});

export const deleteInvite = endpoint({
  method: "DELETE",
  path: "/api/invites/{inviteId}",
  summary: "Take an invite back",
  for: "signed-in",
  params: inviteParams,
  run: async ({ db, viewer, params }) => {
    await revokeInvite(db, viewer, params.inviteId);
    return { status: 204 };
  },
});

export const getInviteOffer = endpoint({
  method: "GET",
  path: "/api/invites/{token}",
  summary: "What an invite offers to whoever holds its token",
  for: "anyone",
  params: inviteTokenParams,
  run: async ({ db, params }) => ({ status: 200, body: await describeInvite(db, params.inviteId) }),
});

export const postInviteAccept = endpoint({
  method: "POST",
  path: "/api/invites/{token}/accept",
  summary: "Make an account from an invite",
  for: "anyone",
  params: inviteTokenParams,
  body: acceptInviteInput,
  run: async ({ db, params, body }) => ({
    status: 201,
    body: { user: await acceptInvite(db, params.inviteId, body) },
  }),
});
