import { setUpCompany } from "#lib/companies/commands.ts";
import { setupInput } from "#lib/companies/inputs.ts";
import { companyExists } from "#lib/companies/queries.ts";
import { endpoint } from "#lib/http/endpoint.ts";

export const getSetup = endpoint({
  method: "GET",
  path: "/api/setup",
  summary: "Whether the first company is still to be made",
  for: "anyone",
  run: async ({ db }) => ({ status: 200, body: { needed: !(await companyExists(db)) } }),
});

export const postSetup = endpoint({
  method: "POST",
  path: "/api/setup",
  summary: "Make the first company and its admin",
  for: "anyone",
  body: setupInput,
  run: async ({ db, client, body }) => ({ status: 201, body: await setUpCompany(db, client, body) }),
});
