import { auditQuery } from "#lib/audit/inputs.ts";
import { listAudit } from "#lib/audit/queries.ts";
import { endpoint } from "#lib/http/endpoint.ts";

export const getAudit = endpoint({
  method: "GET",
  path: "/api/admin/audit",
  summary: "What was done to the company's people, rooms and settings, the latest first",
  for: "signed-in",
  query: auditQuery,
  run: async ({ db, viewer, query }) => ({ status: 200, body: await listAudit(db, viewer, query) }),
});
