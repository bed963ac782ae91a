import { changePassword } from "#lib/auth/change-password.ts";
import { changePasswordInput, sessionParams } from "#lib/auth/inputs.ts";
import { listSessions, revokeSession } from "#lib/auth/sessions.ts";
import { endpoint } from "#lib/http/endpoint.ts";

export const getSessions = endpoint({
  method: "GET",
  path: "/api/sessions",
  summary: "Where I am signed in",
  for: "signed-in",
  run: async ({ db, viewer }) => ({ status: 200, body: { sessions: await listSessions(db, viewer) } }),
});

export const deleteSession = endpoint({
  method: "DELETE",
  path: "/api/sessions/{sessionId}",
  summary: "Sign one of my places out",
  for: "signed-in",
  params: sessionParams,
  run: async ({ db, viewer, params }) => {
    await revokeSession(db, viewer, params.sessionId);
    return { status: 204 };
  },
});

export const postPassword = endpoint({
  method: "POST",
  path: "/api/me/password",
  summary: "Change my password, and sign every other place of mine out",
  for: "signed-in",
  body: changePasswordInput,
  run: async ({ db, viewer, body, client }) => {
    await changePassword(db, viewer, body, client);
    return { status: 204 };
  },
});
