import type { Db } from "#db/client.ts";
import { appUser, company, companyLog, userSession } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { newId } from "#lib/ids.ts";
import type { CompanyRole } from "#lib/rooms/events.ts";

/** The named people of tests: an admin, two agents, four employees and a customer, each signed in. */
const people = {
  ada: ["Ada Lovelace", "admin"],
  barbara: ["Barbara Liskov", "agent"],
  edsger: ["Edsger Dijkstra", "agent"],
  grace: ["Grace Hopper", "employee"],
  alan: ["Alan Turing", "employee"],
  katherine: ["Katherine Johnson", "employee"],
  linus: ["Linus Pauling", "employee"],
  carol: ["Carol Shaw", "customer"],
} as const satisfies Record<string, readonly [string, CompanyRole]>;

export type Cast = Record<keyof typeof people, Viewer> & { companyId: string };

/** Makes a company of its own with the whole cast: what one test does is invisible to every other. */
export async function castCompany(db: Db, name = "Difference Engines"): Promise<Cast> {
  const companyId = newId();
  await db.insert(company).values({ id: companyId, name, slug: `company-${companyId}` });
  await db.insert(companyLog).values({ companyId });
  const entries = Object.entries(people).map(([key, [fullName, role]]) => {
    const viewer: Viewer = { userId: newId(), companyId, role, sessionId: newId(), name: fullName };
    return [key, viewer] as const;
  });
  await db.insert(appUser).values(
    entries.map(([key, { userId, role, name: fullName }]) => {
      const email = `${key}.${userId}@example.com`;
      return { id: userId, companyId, email, emailKey: email, name: fullName, role };
    }),
  );
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 86_400_000);
  await db
    .insert(userSession)
    .values(entries.map(([, { userId, sessionId }]) => ({ id: sessionId, userId, lastSeenAt: now, expiresAt })));
  return { companyId, ...Object.fromEntries(entries) } as Cast;
}
