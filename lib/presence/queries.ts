import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { sharingARoom } from "#lib/people/queries.ts";
import { presence } from "#lib/presence/directory.ts";
import type { PresenceView } from "#lib/presence/events.ts";

/** Who of those with whom the viewer shares a room is here. */
export async function listPresence(db: Db, viewer: Viewer): Promise<PresenceView[]> {
  const directory = presence();
  const here = directory.here(viewer.companyId);
  if (here.length === 0) return [];
  const known = await db
    .selectDistinct({ id: appUser.id })
    .from(appUser)
    .where(inArray(appUser.id, sharingARoom(db, viewer)));
  const ids = new Set(known.map(({ id }) => id));
  return here.flatMap((userId) => {
    const state = directory.stateOf(viewer.companyId, userId);
    return ids.has(userId) && state !== "offline" ? [{ userId, state }] : [];
  });
}
