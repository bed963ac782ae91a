import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { forbidden, invalid } from "#lib/errors.ts";
import { tell } from "#lib/realtime/bus.ts";
import { countUnread } from "#lib/rooms/queries.ts";
import type { UnreadCounts } from "#lib/rooms/unread-counts.ts";

type Input = { roomId: string; seq: number; unread?: boolean | undefined };

/**
 * Moves one's own read mark to a seq: forward only, unless `unread` says to take it back. Gives where it stands and how
 * many are unread, and how many of those call one. Throws the refusals of the room's door, and `invalid_input` for a seq that does not exist yet.
 */
export async function markRead(db: Db, viewer: Viewer, input: Input): Promise<{ lastReadSeq: number } & UnreadCounts> {
  const { room, member } = await accessRoom(db, viewer, input.roomId, "room.markRead");
  if (!member) throw forbidden("Only members have a read mark.");
  if (input.seq > room.lastSeq) throw invalid("seq", `is beyond the room's last, ${room.lastSeq}`);
  const forward = input.unread ? sql`true` : sql`last_read_seq < ${input.seq}`;
  const moved = await rowsOf(
    db,
    sql`update chat_member set last_read_seq = ${input.seq}, last_read_at = now(), last_read_ordinal = coalesce((
        select ordinal from chat_message
        where room_id = ${room.id} and seq <= ${input.seq} and ordinal is not null order by seq desc limit 1), 0)
      where room_id = ${room.id} and user_id = ${viewer.userId} and is_active and ${forward} returning id`,
  );
  const lastReadSeq = moved.length > 0 ? input.seq : Math.max(member.lastReadSeq, input.seq);
  if (moved.length > 0) tell(viewer.companyId, { kind: "read", roomId: room.id, userId: viewer.userId, lastReadSeq });
  return { lastReadSeq, ...(await countUnread(db, viewer.userId, room.id)) };
}
