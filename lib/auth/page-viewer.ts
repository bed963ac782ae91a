import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { sharedDatabase } from "#db/client.ts";
import { findViewer } from "#lib/auth/find-viewer.ts";
import { companyExists } from "#lib/companies/queries.ts";
import { env } from "#lib/env.ts";
import { webClient } from "#lib/http/web.ts";
import { getMe } from "#lib/people/queries.ts";

/** Who looks at this page; null where nobody is signed in. Asked once a request. */
export const optionalViewer = cache(async () => {
  const sent = await headers(); // first of all: a build that tries to prerender this stops here and opens no database
  const { db } = await sharedDatabase(env);
  const viewer = await findViewer(db, sent.get("cookie") ?? undefined);
  return viewer && { db, viewer, me: await getMe(db, viewer) };
});

/** Who looks at this page. Sends everyone else to sign in, or to set the company up where there is none yet. */
export async function pageViewer() {
  const found = await optionalViewer();
  if (found) return found;
  redirect((await setupState()).needed ? "/setup" : "/signin");
}

/** Whether the first company is still to be made, and whether this visitor needs the code that the server printed. */
export const setupState = cache(async () => {
  const sent = await headers(); // first of all: a build that tries to prerender this stops here and opens no database
  const { db } = await sharedDatabase(env);
  const { isLoopback } = webClient((name) => sent.get(name) ?? undefined);
  return { needed: !(await companyExists(db)), needsCode: !isLoopback };
});
