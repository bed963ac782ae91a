import type { Db } from "#db/client.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { findViewer } from "#lib/auth/find-viewer.ts";
import type { Call } from "#lib/http/call.ts";
import { checkOrigin } from "#lib/http/origin.ts";
import { findTokenViewer } from "#lib/tokens/queries.ts";
import { bearerOf } from "#lib/tokens/value.ts";

/**
 * Who calls: whom the bearer stands for where there is one, else whom the session cookie does; null for nobody.
 * A bearer counts alone: one that is malformed, revoked or expired is nobody, whatever cookie comes beside it.
 */
export async function findCaller(db: Db, call: Call): Promise<Viewer | null> {
  const bearer = bearerOf(call.header("authorization"));
  if (bearer === undefined) return findViewer(db, call.header("cookie"));
  return bearer === null ? null : findTokenViewer(db, bearer);
}

/**
 * Holds writes to our own pages, as `checkOrigin` does. A cookie beside a bearer does not count: no browser sends a
 * bearer by itself, so there is nothing to abuse. Throws the refusal `foreign_origin`.
 */
export function checkCallersOrigin(call: Call): void {
  const hasBearer = bearerOf(call.header("authorization")) !== undefined;
  checkOrigin(hasBearer ? { ...call, header: (name) => (name === "cookie" ? undefined : call.header(name)) } : call);
}
