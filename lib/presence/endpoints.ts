import { endpoint } from "#lib/http/endpoint.ts";
import { presence } from "#lib/presence/directory.ts";
import { presenceInput } from "#lib/presence/inputs.ts";
import { listPresence } from "#lib/presence/queries.ts";
import { tell } from "#lib/realtime/bus.ts";

export const getPresence = endpoint({
  method: "GET",
  path: "/api/presence",
  summary: "Who of those I share a room with is here",
  for: "signed-in",
  run: async ({ db, viewer }) => ({ status: 200, body: { people: await listPresence(db, viewer) } }),
});

export const postPresence = endpoint({
  method: "POST",
  path: "/api/presence",
  summary: "Say whether I am active or away; it holds while I have a stream open",
  for: "signed-in",
  body: presenceInput,
  run: async ({ viewer: { companyId, userId, sessionId }, body: { state } }) => {
    presence(); // hears it, where nobody has asked before
    tell(companyId, { kind: "presence", userId, sessionId, state });
    return { status: 204 };
  },
});
