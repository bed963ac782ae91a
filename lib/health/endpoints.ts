import { sql } from "drizzle-orm";
import { Refusal } from "#lib/errors.ts";
import { endpoint } from "#lib/http/endpoint.ts";

export const getHealth = endpoint({
  method: "GET",
  path: "/api/health",
  summary: "Whether Parley can serve: 200, or 503 while the database is away",
  for: "anyone",
  run: async ({ db }) => {
    await db.execute(sql`select 1`).then(undefined, (cause) => {
      const refusal = new Refusal("unavailable", "The database cannot be reached.", { retryAfter: 5 });
      throw Object.assign(refusal, { cause });
    });
    return { status: 200, body: { status: "ok" } };
  },
});
