import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { appUser, supportCase } from "#db/schema/index.ts";
import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import { openText } from "#lib/crypto/room-text.ts";
import type { Place } from "#lib/crypto/seal.ts";
import type { CaseBrief, CaseStatus, CaseView } from "#lib/support/events.ts";

/** Where the subject of a support room's case is sealed. It is set once. */
export const subjectPlace = (companyId: string, roomId: string): Place => ({
  companyId,
  roomId,
  itemId: roomId,
  senderId: null,
  field: "subject",
  revision: 0,
});

export const customer = alias(appUser, "customer");
export const assignee = alias(appUser, "assignee");

/** A case that was put off until a moment that has passed is open again. */
export const statusNow = sql<CaseStatus>`case when ${supportCase.status} = 'snoozed'
  and ${supportCase.snoozedUntil} <= clock_timestamp() then 'open' else ${supportCase.status} end` as SQL<CaseStatus>;

/** What `briefOf` needs of a case, joined with its `customer`. */
export const briefColumns = {
  subjectEncrypted: supportCase.subjectEncrypted,
  status: supportCase.status,
  customerId: customer.id,
  customerName: customer.name,
};

/** The columns of `briefColumns`, all null for a room without a case. */
export type BriefRow = {
  subjectEncrypted: Buffer | null;
  status: CaseStatus | null;
  customerId: string | null;
  customerName: string | null;
};

/** What everyone in a support room may know of its case; nothing for a room without one. */
export function briefOf(
  row: BriefRow | undefined,
  room: { id: string; companyId: string },
  keys: RoomKeys | undefined,
): CaseBrief | undefined {
  if (!row?.customerId || row.customerName === null) return undefined;
  const subject =
    row.subjectEncrypted && openText(keys, "everyone", subjectPlace(room.companyId, room.id), row.subjectEncrypted);
  return { subject, customer: { id: row.customerId, name: row.customerName }, isSolved: row.status === "solved" };
}

export type CaseRow = {
  found: typeof supportCase.$inferSelect;
  status: CaseStatus;
  customerName: string;
  customerEmail: string;
  assigneeName: string | null;
};

/** A case as agents see it, its subject opened. */
export function caseViewOf({ found, status, ...names }: CaseRow, keys: RoomKeys | undefined): CaseView {
  const { roomId, companyId, subjectEncrypted, customerId, assigneeId } = found;
  return {
    roomId,
    subject: subjectEncrypted && openText(keys, "everyone", subjectPlace(companyId, roomId), subjectEncrypted),
    customer: { id: customerId, name: names.customerName, email: names.customerEmail },
    status,
    priority: found.priority,
    assignee: assigneeId && names.assigneeName !== null ? { id: assigneeId, name: names.assigneeName } : null,
    firstReplyDueAt: found.firstReplyDueAt?.toISOString() ?? null,
    nextReplyDueAt: found.nextReplyDueAt?.toISOString() ?? null,
    snoozedUntil: status === "snoozed" ? (found.snoozedUntil?.toISOString() ?? null) : null,
    lastMessageAt: found.lastMessageAt?.toISOString() ?? null,
    tags: found.tags,
  };
}
