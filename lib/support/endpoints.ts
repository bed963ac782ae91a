import { findCaller } from "#lib/auth/find-caller.ts";
import { endpoint } from "#lib/http/endpoint.ts";
import { readMessage } from "#lib/messages/queries.ts";
import { openRoom } from "#lib/rooms/queries.ts";
import { changeCase } from "#lib/support/change.ts";
import { claimCase } from "#lib/support/claim.ts";
import { customerCookie } from "#lib/support/customer-cookie.ts";
import { caseParams, changeCaseInput, helpParams, queueQuery, startConversationInput } from "#lib/support/inputs.ts";
import { listQueue, readCase } from "#lib/support/queries.ts";
import { startConversation } from "#lib/support/start.ts";

export const postConversation = endpoint({
  method: "POST",
  path: "/api/help/{companySlug}/conversations",
  summary: "Write to a company's support; a new customer gets a session",
  for: "anyone",
  params: helpParams,
  body: startConversationInput,
  run: async ({ db, call, client, params, body }) => {
    const known = await findCaller(db, call);
    const from = { address: client.address, userAgent: call.header("user-agent") };
    const { viewer, roomId, messageId, isNew } = await startConversation(db, known, { ...params, ...body }, from);
    const { room } = await openRoom(db, viewer, { roomId });
    const message = await readMessage(db, viewer, { roomId, messageId });
    const headers = isNew ? { "set-cookie": await customerCookie(viewer) } : undefined;
    return { status: 201, body: { room, message }, ...(headers && { headers }) };
  },
});

export const getQueue = endpoint({
  method: "GET",
  path: "/api/support/queue",
  summary: "The company's support cases, the most pressing first",
  for: "signed-in",
  query: queueQuery,
  run: async ({ db, viewer, query }) => ({ status: 200, body: { cases: await listQueue(db, viewer, query) } }),
});

export const getCase = endpoint({
  method: "GET",
  path: "/api/support/cases/{roomId}",
  summary: "One support case",
  for: "signed-in",
  params: caseParams,
  run: async ({ db, viewer, params }) => ({ status: 200, body: { case: await readCase(db, viewer, params) } }),
});

export const postClaim = endpoint({
  method: "POST",
  path: "/api/support/cases/{roomId}/claim",
  summary: "Take a case that nobody has",
  for: "signed-in",
  params: caseParams,
  run: async ({ db, viewer, params }) => ({ status: 200, body: { case: await claimCase(db, viewer, params) } }),
});

export const patchCase = endpoint({
  method: "PATCH",
  path: "/api/support/cases/{roomId}",
  summary: "Change a case, hand it over, note something",
  for: "signed-in",
  params: caseParams,
  body: changeCaseInput,
  run: async ({ db, viewer, params, body }) => ({
    status: 200,
    body: { case: await changeCase(db, viewer, { ...params, ...body }) },
  }),
});
