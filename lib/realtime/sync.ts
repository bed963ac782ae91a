import { and, asc, eq, gt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { roomChange } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { type ChangeRow, changeAsSeenBy, describeChanges } from "#lib/realtime/changes.ts";
import { decodeCursor, encodeCursor, isCursorGood } from "#lib/realtime/cursor.ts";
import type { Change } from "#lib/realtime/events.ts";
import { changesFor, snapshotOf } from "#lib/realtime/replay.ts";

const pageSize = 200;

export type SyncPage = { changes: Change[]; cursor: string; hasMore: boolean } | { reset: true; cursor: string };

/**
 * What a viewer missed since a cursor, for clients that poll: a page, and the cursor to go on from. Without a cursor,
 * or with one that the log does not know any more, a reset and the newest cursor. Throws `invalid_input` for a malformed one.
 */
export async function syncChanges(
  db: Db,
  viewer: Viewer,
  { cursor }: { cursor?: string | undefined },
): Promise<SyncPage> {
  const from = cursor === undefined ? undefined : decodeCursor(cursor);
  const snapshot = await snapshotOf(db, viewer);
  if (!from || !(await isCursorGood(db, viewer.companyId, from))) return { reset: true, cursor: snapshot.cursor };
  const rows = await changesFor(db, viewer, { after: from.pos, to: snapshot.head }, pageSize);
  const last = rows.at(-1);
  const hasMore = rows.length === pageSize;
  const told = rows.filter((row) => row.kind !== "room.deleted");
  return {
    changes: await seenBy(db, viewer, told),
    cursor: hasMore && last ? encodeCursor(last.pos, last.createdAt) : snapshot.cursor,
    hasMore,
  };
}

/**
 * One room's log after a seq, to fill a hole, and a reset where it was pruned. Throws the refusals of the room's door.
 */
export async function roomChanges(
  db: Db,
  viewer: Viewer,
  { roomId, after, limit }: { roomId: string; after: number; limit: number },
): Promise<{ changes: Change[]; lastSeq: number; hasMore: boolean } | { reset: true }> {
  const { room } = await accessRoom(db, viewer, roomId, "room.read");
  const rows = await db
    .select()
    .from(roomChange)
    .where(and(eq(roomChange.roomId, room.id), gt(roomChange.seq, after)))
    .orderBy(asc(roomChange.seq))
    .limit(limit + 1);
  const isPruned = after < room.lastSeq && rows[0]?.seq !== after + 1;
  if (isPruned) return { reset: true };
  return {
    changes: await seenBy(db, viewer, rows.slice(0, limit)),
    lastSeq: room.lastSeq,
    hasMore: rows.length > limit,
  };
}

async function seenBy(db: Db, viewer: Viewer, rows: ChangeRow[]): Promise<Change[]> {
  const described = await describeChanges(db, viewer.companyId, rows);
  return described.map((change) => changeAsSeenBy(viewer.role, change));
}
