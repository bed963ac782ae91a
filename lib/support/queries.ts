import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { company, supportCase } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import { requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { notFound } from "#lib/errors.ts";
import type { CaseView } from "#lib/support/events.ts";
import type { QueueQuery } from "#lib/support/inputs.ts";
import { assignee, type CaseRow, caseViewOf, customer, statusNow } from "#lib/support/view.ts";

const listMost = 200;
/** Subjects are sealed: a search opens them, those of so many cases at most. */
const searchedMost = 2_000;

/** The company behind a help page's address. Throws `not_found`. */
export async function findHelpedCompany(db: Db, slug: string): Promise<{ id: string; name: string; slug: string }> {
  const [found] = await db
    .select({ id: company.id, name: company.name, slug: company.slug })
    .from(company)
    .where(eq(company.slug, slug));
  if (!found) throw notFound();
  return found;
}

/**
 * The company's cases: those not solved first, of them those whose reply is due soonest. `q` looks in subjects and customers'
 * names, whatever the case and accents. Throws `forbidden` for whoever does not work in support.
 */
export async function listQueue(db: Db, viewer: Viewer, { status, assignee: of, q }: QueueQuery): Promise<CaseView[]> {
  requireCompany(viewer, "support.work");
  const where = and(
    eq(supportCase.companyId, viewer.companyId),
    status && eq(statusNow, status),
    of === undefined ? undefined : assignedTo(of === "me" ? viewer.userId : of),
  );
  const cases = await viewCases(db, viewer.companyId, where, q ? searchedMost : listMost);
  return q ? cases.filter((found) => mentions(found, q)).slice(0, listMost) : cases;
}

const assignedTo = (of: string) => (of === "none" ? isNull(supportCase.assigneeId) : eq(supportCase.assigneeId, of));

/** One case, for agents. Throws the refusals of the room's door; `not_found` for a room without a case; `forbidden`. */
export async function readCase(db: Db, viewer: Viewer, { roomId }: { roomId: string }): Promise<CaseView> {
  const { room, companyRole } = await accessRoom(db, viewer, roomId, "room.read");
  const [found] = await viewCases(db, room.companyId, eq(supportCase.roomId, room.id), 1);
  if (!found) throw notFound();
  requireCompany({ ...viewer, role: companyRole }, "support.work");
  return found;
}

async function viewCases(db: Db, companyId: string, where: SQL | undefined, limit: number): Promise<CaseView[]> {
  const rows: CaseRow[] = await db
    .select({
      found: supportCase,
      status: statusNow,
      customerName: customer.name,
      customerEmail: customer.email,
      assigneeName: assignee.name,
    })
    .from(supportCase)
    .innerJoin(customer, eq(customer.id, supportCase.customerId))
    .leftJoin(assignee, eq(assignee.id, supportCase.assigneeId))
    .where(where)
    .orderBy(
      sql`${supportCase.status} = 'solved'`,
      sql`least(${supportCase.firstReplyDueAt}, ${supportCase.nextReplyDueAt}) nulls last`,
      desc(supportCase.lastMessageAt),
      supportCase.roomId,
    )
    .limit(limit);
  const keys = await roomKeys(
    db,
    companyId,
    rows.map(({ found }) => found.roomId),
  );
  return rows.map((row) => caseViewOf(row, keys.get(row.found.roomId)));
}

function mentions({ subject, customer: { name } }: CaseView, q: string): boolean {
  return folded(`${subject ?? ""}\n${name}`).includes(folded(q.trim()));
}

const folded = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
