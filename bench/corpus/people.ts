import { encode } from "next-auth/jwt";
import type { Db } from "#db/client.ts";
import { appUser, company, companyLog, userSession } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { authSecret } from "#lib/auth/secret.ts";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import { newId } from "#lib/ids.ts";
import { createRoom } from "#lib/rooms/create.ts";

export type Crowd = { companyId: string; people: Viewer[] };

const day = 86_400;

/** A company of so many people, each signed in; the first is its admin. */
export async function makeCrowd(db: Db, name: string, count: number, { searchEnabled = true } = {}): Promise<Crowd> {
  const companyId = newId();
  await db.insert(company).values({ id: companyId, name, slug: `company-${companyId}`, searchEnabled });
  await db.insert(companyLog).values({ companyId });
  const people = Array.from({ length: count }, (_, index): Viewer => {
    const role = index === 0 ? "admin" : "employee";
    return { userId: newId(), companyId, role, sessionId: newId(), name: `Person ${index}` };
  });
  const now = new Date();
  const expiresAt = new Date(now.getTime() + day * 1000);
  for (let at = 0; at < count; at += 1000) {
    const some = people.slice(at, at + 1000);
    await db.insert(appUser).values(
      some.map(({ userId: id, role, name }) => {
        const email = `${id}@example.com`;
        return { id, companyId, email, emailKey: email, name, role };
      }),
    );
    await db
      .insert(userSession)
      .values(some.map(({ userId, sessionId: id }) => ({ id, userId, lastSeenAt: now, expiresAt })));
  }
  return { companyId, people };
}

/** The headers of a person's browser, with the cookie that signing in gives. */
export async function headersOf({ userId, sessionId }: Viewer, url: string): Promise<Record<string, string>> {
  const salt = sessionCookieName();
  const token = await encode({ token: { sub: userId, sid: sessionId }, secret: authSecret(), salt, maxAge: day });
  return { cookie: `${salt}=${token}`, origin: url };
}

/** A group room of these people. */
export async function makeRoom(db: Db, [owner, ...others]: Viewer[], name: string): Promise<string> {
  if (!owner) throw new Error("A room needs somebody");
  const memberIds = others.map(({ userId }) => userId);
  return (await createRoom(db, owner, { type: "group", name, memberIds })).roomId;
}

/** A room that everyone of the company is in. */
export async function makeSquare(db: Db, { people: [admin] }: Crowd): Promise<string> {
  if (!admin) throw new Error("A company needs somebody");
  return (await createRoom(db, admin, { type: "company", name: "Everyone", enrolment: "everyone" })).roomId;
}
