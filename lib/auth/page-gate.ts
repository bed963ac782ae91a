import type { Db } from "#db/client.ts";
import { findViewer } from "#lib/auth/find-viewer.ts";
import { notSignedIn } from "#lib/errors.ts";
import type { Call } from "#lib/http/call.ts";
import { checkOrigin } from "#lib/http/origin.ts";

/** How Next's client asks for a page's data behind the scenes, on navigation and on prefetch; Next also takes a path that ends so. */
const flightEnding = /(\.|%2e)rsc$/i;
const flightHeaders = ["rsc", "next-router-prefetch", "next-router-segment-prefetch", "next-router-state-tree"];

/** What one may look at before signing in. */
const publicPages = /^\/(signin|setup|invite\/[^/]*|help\/[^/]*)\/?$/;

/**
 * What a call for a page passes before Next sees it. Pages and actions decide for themselves who sees and does what
 * (`page-viewer.ts`, `action.ts`); this gives refusals their status where Next would wrap them in a 200 or a 500:
 * a page's data for somebody signed out, a server action from elsewhere.
 * Throws the refusals `not_signed_in` and `foreign_origin`.
 */
export async function checkPageCall(db: Db, path: string, call: Call): Promise<void> {
  checkOrigin(call);
  const isNamed = flightEnding.test(path) || flightHeaders.some((name) => call.header(name) !== undefined);
  const isFlight = call.method !== "POST" && isNamed;
  if (!isFlight || publicPages.test(path)) return;
  if (!(await findViewer(db, call.header("cookie")))) throw notSignedIn();
}
