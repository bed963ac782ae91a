import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows.ts";
import type { Audience } from "#lib/messages/events.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import { type LoggedWrite, logChange } from "#lib/realtime/log.ts";

type Posted = { id: string; roomId: string; audience?: Audience | undefined };
type Followed = { roomId: string; reopenedBy: string | null; customerName: string };

/**
 * What messages that everyone sees mean for their cases: an answer meets the promises, a customer's word opens the case
 * again and is to be answered within four hours. One statement, for all support rooms of a transaction.
 */
export async function followPosts(write: LoggedWrite, posted: Posted[]): Promise<void> {
  const messageIds = posted
    .filter(({ roomId, audience }) => audience === "everyone" && write.rooms.get(roomId)?.type === "support")
    .map(({ id }) => id);
  if (messageIds.length === 0) return;
  const followed = await rowsOf<Followed>(
    write.tx,
    sql`with said as (
        select c.room_id, max(m.created_at) as at, c.status = 'solved' as was_solved,
          bool_or(m.sender_id = c.customer_id) as by_customer, bool_or(m.sender_id <> c.customer_id) as by_staff,
          (array_agg(m.sender_id = c.customer_id order by m.seq desc))[1] as customer_last
        from support_case c join chat_message m on m.room_id = c.room_id
        where m.id in ${messageIds} group by c.room_id
      )
      update support_case c set last_message_at = said.at, updated_at = clock_timestamp(),
        status = case when by_customer then 'open' else c.status end,
        snoozed_until = case when by_customer then null else c.snoozed_until end,
        solved_at = case when by_customer then null else c.solved_at end,
        first_reply_due_at = case when by_staff then null else c.first_reply_due_at end,
        next_reply_due_at = case
          when not customer_last then null
          when by_staff or coalesce(c.first_reply_due_at, c.next_reply_due_at) is null then said.at + interval '4 hours'
          else c.next_reply_due_at end
      from said, app_user u
      where c.room_id = said.room_id and u.id = c.customer_id
      returning c.room_id as "roomId", u.name as "customerName",
        case when was_solved and by_customer then u.id end as "reopenedBy"`,
  );
  for (const { roomId, reopenedBy, customerName } of followed) {
    const room = write.rooms.get(roomId);
    if (!room || !reopenedBy) continue;
    const text = `${customerName} opened the conversation again`;
    await writeSystemLines(write, room, [{ event: "case_reopened", text, actorId: reopenedBy }]);
    logChange(write, room, "room.changed", { actorId: reopenedBy });
  }
}
