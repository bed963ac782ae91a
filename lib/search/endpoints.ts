import { endpoint } from "#lib/http/endpoint.ts";
import { searchQuery } from "#lib/search/inputs.ts";
import { searchMessages } from "#lib/search/queries.ts";

export const getSearch = endpoint({
  method: "GET",
  path: "/api/search",
  summary: "Search the messages of all rooms that I may read",
  for: "signed-in",
  query: searchQuery,
  run: async ({ db, viewer, query }) => ({ status: 200, body: await searchMessages(db, viewer, query) }),
});
