import { eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { forgetPerson } from "#lib/auth/viewer-cache.ts";
import { notFound } from "#lib/errors.ts";
import type { Me } from "#lib/people/events.ts";
import type { ChangeProfileInput } from "#lib/people/inputs.ts";
import { getMe } from "#lib/people/queries.ts";
import { tellPerson } from "#lib/people/tell-person.ts";

/** Changes what others see of oneself: name, initials (null: those of the name), time zone. Colleagues are told at once. */
export async function changeProfile(db: Db, viewer: Viewer, change: ChangeProfileInput): Promise<Me> {
  const [person] = await db
    .update(appUser)
    .set({ ...change, updatedAt: sql`clock_timestamp()` })
    .where(eq(appUser.id, viewer.userId))
    .returning();
  if (!person) throw notFound();
  forgetPerson(person.id);
  tellPerson(person);
  return getMe(db, viewer);
}
