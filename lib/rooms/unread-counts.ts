import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { chatMember, chatRoom } from "#db/schema/index.ts";
import { unreadCount } from "#lib/read-marks/unread.ts";
import type { ListRow } from "#lib/rooms/list-rows.ts";
import { standing, versionOf } from "#lib/rooms/standing.ts";

/** Numbers alone, by the id of the membership. */
const counted = standing<number>("parley.unread", 100_000);

/** Unread is counted from the room and the read mark, and is the same as long as neither moves. */
const standingOf = (row: ListRow) => `${versionOf(row)} ${row.lastReadOrdinal}`;

/**
 * How many messages are unread in rooms, by room, in the snapshot in which their rows were read: from memory, or in one
 * statement for those in which something happened since.
 */
export async function unreadCounts(tx: Db, rows: ListRow[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const missing = new Map<string, ListRow>();
  for (const row of rows) {
    const unread = row.messageCount === row.lastReadOrdinal ? 0 : counted.get(row.memberId, standingOf(row));
    if (unread === undefined) missing.set(row.memberId, row);
    else found.set(row.id, unread);
  }
  if (missing.size === 0) return found;
  const counts = await tx
    .select({ memberId: chatMember.id, roomId: chatMember.roomId, unread: unreadCount })
    .from(chatMember)
    .innerJoin(chatRoom, eq(chatRoom.id, chatMember.roomId))
    .where(oneOf(chatMember.id, [...missing.keys()]));
  for (const { memberId, roomId, unread } of counts) {
    const row = missing.get(memberId);
    if (row) counted.set(memberId, standingOf(row), unread);
    found.set(roomId, unread);
  }
  return found;
}
