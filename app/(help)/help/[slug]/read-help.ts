import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { sharedDatabase } from "#db/client.ts";
import { optionalViewer } from "#lib/auth/page-viewer.ts";
import { env } from "#lib/env.ts";
import { isRefusal } from "#lib/errors.ts";
import { findHelpedCompany } from "#lib/support/queries.ts";

/**
 * The company of a help page and its customer, if this browser has written before. Colleagues are led to where they
 * work; another company's customer is a stranger here.
 */
export async function readHelp(slug: string) {
  const found = await optionalViewer();
  const company = (await helpedCompany(slug)) ?? notFound();
  if (found && found.viewer.role !== "customer") redirect("/rooms");
  return { company, customer: found?.viewer.companyId === company.id ? found : null };
}

/** The company of a help page; null for an address that is nobody's. */
export const helpedCompany = cache(async (slug: string) => {
  await headers(); // first of all: a build that tries to prerender this stops here and opens no database
  const { db } = await sharedDatabase(env);
  return findHelpedCompany(db, slug).catch((error) => {
    if (isRefusal(error, "not_found")) return null;
    throw error;
  });
});
