import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { chatMember, chatRoom } from "#db/schema/index.ts";
import { mentionCount, unreadCount } from "#lib/read-marks/unread.ts";
import type { ListRow } from "#lib/rooms/list-rows.ts";
import { standing, versionOf } from "#lib/rooms/standing.ts";

/** How many messages are unread, and how many of those call the reader. */
export type UnreadCounts = { unread: number; mentions: number };

export const nothingUnread: UnreadCounts = { unread: 0, mentions: 0 };

/** Numbers alone, by the id of the membership. */
const counted = standing<UnreadCounts>("parley.unread", 100_000);

/** Unread is counted from the room and the read mark, and is the same as long as neither moves. */
const standingOf = (row: ListRow) => `${versionOf(row)} ${row.lastReadOrdinal}`;

/**
 * How many messages are unread in rooms, by room, in the snapshot in which their rows were read: from memory, or in one
 * statement for those in which something happened since.
 */
export async function unreadCounts(tx: Db, rows: ListRow[]): Promise<Map<string, UnreadCounts>> {
  const found = new Map<string, UnreadCounts>();
  const missing = new Map<string, ListRow>();
  for (const row of rows) {
    const isAllRead = row.messageCount === row.lastReadOrdinal;
    const counts = isAllRead ? nothingUnread : counted.get(row.memberId, standingOf(row));
    if (counts === undefined) missing.set(row.memberId, row);
    else found.set(row.id, counts);
  }
  if (missing.size === 0) return found;
  const rooms = await tx
    .select({ memberId: chatMember.id, roomId: chatMember.roomId, unread: unreadCount, mentions: mentionCount })
    .from(chatMember)
    .innerJoin(chatRoom, eq(chatRoom.id, chatMember.roomId))
    .where(oneOf(chatMember.id, [...missing.keys()]));
  for (const { memberId, roomId, unread, mentions } of rooms) {
    const row = missing.get(memberId);
    const counts = { unread, mentions };
    if (row) counted.set(memberId, standingOf(row), counts);
    found.set(roomId, counts);
  }
  return found;
}
