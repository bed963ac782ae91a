import { and, asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { appUser, chatMember, company } from "#db/schema/index.ts";
import { mayInCompany, requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { notFound } from "#lib/errors.ts";
import type { Me, PersonRecord, PersonView } from "#lib/people/events.ts";

const listMost = 200;

/** The viewer themselves, their company and session. */
export async function getMe(db: Db, viewer: Viewer): Promise<Me> {
  const [found] = await db
    .select({
      user: {
        id: appUser.id,
        name: appUser.name,
        initials: appUser.initials,
        email: appUser.email,
        role: appUser.role,
        timeZone: appUser.timeZone,
      },
      company: { id: company.id, name: company.name, slug: company.slug },
    })
    .from(appUser)
    .innerJoin(company, eq(company.id, appUser.companyId))
    .where(eq(appUser.id, viewer.userId));
  if (!found) throw notFound();
  return { ...found, session: { id: viewer.sessionId } };
}

/** Colleagues before customers, each by name. */
const inOrder = [sql`${appUser.role} = 'customer'`, asc(appUser.name), asc(appUser.id)];

/**
 * The people whom the viewer may know of, colleagues first: the whole company for a colleague; for a customer those they share a
 * room with, without addresses. `q` looks in names (and addresses, for those who see them), whatever the case and accents.
 */
export async function listPeople(
  db: Db,
  viewer: Viewer,
  { q = "" }: { q?: string | undefined },
): Promise<PersonView[]> {
  requireCompany(viewer, "people.list");
  const seesAll = mayInCompany("people.addresses", viewer.role);
  const rows = await db
    .select()
    .from(appUser)
    .where(
      and(
        eq(appUser.companyId, viewer.companyId),
        seesAll ? undefined : inArray(appUser.id, sharingARoom(db, viewer)),
        q.trim() ? or(contains(appUser.name, q), seesAll ? contains(appUser.email, q) : undefined) : undefined,
      ),
    )
    .orderBy(...inOrder)
    .limit(listMost);
  return rows.map(({ id, name, initials, role, isActive, email, timeZone }) => {
    return { id, name, initials, role, isActive, ...(seesAll && { email, timeZone }) };
  });
}

/** Everyone of the company, for its admins. Throws `forbidden`. */
export async function listPeopleRecords(db: Db, viewer: Viewer): Promise<PersonRecord[]> {
  requireCompany(viewer, "person.manage");
  const rows = await db
    .select()
    .from(appUser)
    .where(eq(appUser.companyId, viewer.companyId))
    .orderBy(...inOrder);
  return rows.map(recordOf);
}

export function recordOf({ id, name, email, role, isActive, lastSeenAt }: typeof appUser.$inferSelect): PersonRecord {
  return { id, name, email, role, isActive, lastSeenAt: lastSeenAt?.toISOString() ?? null };
}

/** The people who are in a room with the viewer, themselves among them: a subquery of their ids. */
export function sharingARoom(db: Db, viewer: Viewer) {
  const own = alias(chatMember, "own");
  const other = alias(chatMember, "other");
  return db
    .select({ id: other.userId })
    .from(own)
    .innerJoin(other, and(eq(other.roomId, own.roomId), eq(other.isActive, true)))
    .where(and(eq(own.userId, viewer.userId), eq(own.isActive, true)));
}

function contains(column: AnyPgColumn, q: string): SQL {
  return sql`position(${folded(sql`${q.trim()}::text`)} in ${folded(sql`${column}`)}) > 0`;
}

/** In lower case and without accents: taken apart by NFKD, the combining marks left out. */
const folded = (value: SQL) => sql`regexp_replace(normalize(lower(${value}), NFKD), '[\u0300-\u036f]', '', 'g')`;
