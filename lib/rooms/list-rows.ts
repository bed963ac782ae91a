import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { isoOf, rowsOf } from "#db/rows.ts";
import { unseen } from "#db/unseen.ts";
import { updatedAtFor } from "#lib/access/staff-notes.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { MemberRole, NotifyLevel } from "#lib/rooms/events.ts";
import type { RoomRow } from "#lib/rooms/view.ts";
import type { CaseStatus } from "#lib/support/events.ts";

/** One of the viewer's rooms with their own standing in it; `other` is the other one of a direct room. */
export type ListRow = RoomRow & {
  memberId: string;
  role: MemberRole;
  lastReadSeq: number;
  lastReadOrdinal: number;
  messageCount: number;
  notify: NotifyLevel;
  mutedUntil: string | null;
  other: { id: string; name: string; initials: string | null } | null;
  brief: { subjectEncrypted: string | null; status: CaseStatus; customerId: string; customerName: string } | null;
};

const columns = sql.raw(`chat_room.id, chat_room.company_id as "companyId", chat_room.type, chat_room.name,
  chat_room.is_active as "isActive", chat_room.posting, chat_room.enrolment, chat_room.topic_encrypted as "topicEncrypted",
  chat_room.topic_revision as "topicRevision", chat_room.last_seq as "lastSeq", chat_room.message_count as "messageCount",
  chat_room.created_at at time zone 'UTC' as "createdAt",
  chat_member.id as "memberId", chat_member.role, chat_member.last_read_seq as "lastReadSeq",
  chat_member.last_read_ordinal as "lastReadOrdinal", chat_member.notify,
  chat_member.muted_until at time zone 'UTC' as "mutedUntil",
  case when chat_room.type = 'direct' then (
    select json_build_object('id', u.id, 'name', u.name, 'initials', u.initials)
    from chat_member o join app_user u on u.id = o.user_id
    where o.room_id = chat_room.id and o.user_id <> chat_member.user_id
  ) end as other,
  case when chat_room.type = 'support' then (
    select json_build_object('subjectEncrypted', encode(c.subject_encrypted, 'hex'), 'status', c.status,
      'customerId', u.id, 'customerName', u.name)
    from support_case c join app_user u on u.id = c.customer_id where c.room_id = chat_room.id
  ) end as brief`);

/** The rooms in which the viewer is an active member, the most recently active first, in one statement. */
export async function listRows(db: Db, viewer: Viewer): Promise<ListRow[]> {
  const found = await rowsOf<ListRow>(
    db,
    sql`select ${columns}, ${updatedAtFor(viewer.role)} at time zone 'UTC' as "updatedAt"
      from chat_member join chat_room on chat_room.id = chat_member.room_id
      where chat_member.user_id = ${unseen(viewer.userId)} and chat_member.is_active
        and chat_room.company_id = ${viewer.companyId}::uuid
      order by "updatedAt" desc, chat_room.id desc`,
  );
  return found.map(tidy);
}

function tidy(row: ListRow): ListRow {
  return {
    ...row,
    lastSeq: Number(row.lastSeq),
    messageCount: Number(row.messageCount),
    lastReadSeq: Number(row.lastReadSeq),
    lastReadOrdinal: Number(row.lastReadOrdinal),
    createdAt: isoOf(row.createdAt),
    updatedAt: isoOf(row.updatedAt),
    mutedUntil: row.mutedUntil && isoOf(row.mutedUntil),
  };
}
