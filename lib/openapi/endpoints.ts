import { endpoint } from "#lib/http/endpoint.ts";
import { openApiDocument } from "#lib/openapi/document.ts";

export const getOpenApi = endpoint({
  method: "GET",
  path: "/api/openapi.json",
  summary: "This document",
  for: "anyone",
  run: async () => ({ status: 200, body: openApiDocument() }),
});
