import { sql } from "drizzle-orm";
import type { LoggedWrite } from "#lib/realtime/log.ts";

/** Sets everything that a closed log tells of to when it happened in the story: `times` has one for each change. */
export async function writeTimes({ tx, companyId, drafts }: LoggedWrite, times: Date[]): Promise<void> {
  const changes = drafts.map(({ kind, messageId }, index) => ({ index, kind, messageId, at: times[index] }));
  await tx.execute(sql`
    update room_change c set created_at = t.at
    from company_log l, jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) t(index int, at timestamptz)
    where l.company_id = ${companyId} and c.company_id = l.company_id
      and c.pos = l.head - ${drafts.length} + t.index + 1`);
  await tx.execute(sql`
    update chat_message m set created_at = t.at, updated_at = t.at
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) t(kind text, "messageId" uuid, at timestamptz)
    where m.id = t."messageId" and t.kind = 'message.posted'`);
  await tx.execute(sql`
    update chat_message m set edited_at = t.at, updated_at = t.at
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) t(kind text, "messageId" uuid, at timestamptz)
    where m.id = t."messageId" and t.kind = 'message.edited'`);
  await tx.execute(sql`
    update message_revision v set created_at = m.created_at
    from chat_message m join chat_room r on r.id = m.room_id where v.message_id = m.id and r.company_id = ${companyId}`);
  await tx.execute(sql`
    update message_reaction n set created_at = m.created_at
    from chat_message m join chat_room r on r.id = m.room_id where n.message_id = m.id and r.company_id = ${companyId}`);
  await tx.execute(sql`
    update chat_room r set created_at = c.first, updated_at = c.last
    from (select room_id, min(created_at) as first, max(created_at) as last
      from room_change where company_id = ${companyId} group by room_id) c
    where r.id = c.room_id`);
  await tx.execute(sql`
    update support_case c set created_at = r.created_at, updated_at = r.updated_at,
      last_message_at = said.at, first_reply_due_at = case when c.assignee_id is null then now() + interval '3 hours' end,
      next_reply_due_at = case when c.assignee_id is not null and c.status = 'open' then now() + interval '45 minutes' end
    from chat_room r, lateral (select max(m.created_at) as at from chat_message m
      where m.room_id = r.id and m.ordinal is not null and m.audience = 'everyone') said
    where c.room_id = r.id and c.company_id = ${companyId}`);
}

/** Everyone has read everything, but for the last few messages that one of them still has before them in some rooms. */
export async function writeReadMarks(
  { tx, companyId }: LoggedWrite,
  userId: string,
  unread: { roomId: string; count: number }[],
): Promise<void> {
  await tx.execute(sql`
    update chat_member m set last_read_seq = r.last_seq, last_read_ordinal = r.message_count, last_read_at = r.updated_at,
      created_at = r.created_at, updated_at = r.created_at
    from chat_room r where r.id = m.room_id and r.company_id = ${companyId}`);
  await tx.execute(sql`
    update chat_member m set last_read_seq = s.seq, last_read_ordinal = s.ordinal, last_read_at = s.created_at
    from jsonb_to_recordset(${JSON.stringify(unread)}::jsonb) u("roomId" uuid, count int)
    join chat_room r on r.id = u."roomId"
    join chat_message s on s.room_id = r.id and s.ordinal = r.message_count - u.count
    where m.room_id = r.id and m.user_id = ${userId}`);
}
