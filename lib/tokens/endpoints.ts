import { endpoint } from "#lib/http/endpoint.ts";
import { createToken, revokeToken } from "#lib/tokens/commands.ts";
import { createTokenInput, tokenParams } from "#lib/tokens/inputs.ts";
import { listTokens } from "#lib/tokens/queries.ts";

export const getTokens = endpoint({
  method: "GET",
  path: "/api/tokens",
  summary: "My personal tokens, without their values",
  for: "signed-in",
  run: async ({ db, viewer }) => ({ status: 200, body: { tokens: await listTokens(db, viewer) } }),
});

export const postTokens = endpoint({
  method: "POST",
  path: "/api/tokens",
  summary: "Make a personal token; its value is shown this once",
  for: "signed-in",
  body: createTokenInput,
  run: async ({ db, viewer, body }) => ({ status: 201, body: await createToken(db, viewer, body) }),
});

export const deleteToken = endpoint({
  method: "DELETE",
  path: "/api/tokens/{tokenId}",
  summary: "Revoke one of my tokens",
  for: "signed-in",
  params: tokenParams,
  run: async ({ db, viewer, params }) => {
    await revokeToken(db, viewer, params.tokenId);
    return { status: 204 };
  },
});
