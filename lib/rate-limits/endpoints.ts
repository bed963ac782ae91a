import { endpoint } from "#lib/http/endpoint.ts";
import { rateLimitsQuery } from "#lib/people/inputs.ts";
import { listRateLimits } from "#lib/rate-limits/queries.ts";

export const getRateLimits = endpoint({
  method: "GET",
  path: "/api/admin/rate-limits",
  summary: "What was counted against the limits, minute by minute",
  for: "signed-in",
  query: rateLimitsQuery,
  run: async ({ db, viewer, query }) => ({ status: 200, body: { entries: await listRateLimits(db, viewer, query) } }),
});
