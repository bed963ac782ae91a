import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { write } from "#lib/search/indexer.ts";
import { readProgress } from "#lib/search/progress.ts";
import { fewest, merge, messagesMost, toCompact } from "#lib/search/segment.ts";
import { listSegments, readSegments } from "#lib/search/segments.ts";
import { searchKeysOf } from "#lib/search/tokens.ts";

/** The rooms of a company with several segments that may become one. */
export async function crowdedRooms(db: Db, companyId: string): Promise<string[]> {
  const rows = await rowsOf<{ roomId: string }>(
    db,
    sql`select s.room_id as "roomId" from search_segment s join chat_room r on r.id = s.room_id
      where r.company_id = ${companyId} and s.size < ${messagesMost} group by 1 having count(*) >= ${fewest}`,
  );
  return rows.map(({ roomId }) => roomId);
}

/**
 * Makes few segments of a room's many: a search looks into each. Like indexing, it reads and makes up without holding
 * anything, and writes only if all of that still stands.
 */
export async function compactRoom(db: Db, companyId: string, roomId: string): Promise<void> {
  const progress = await readProgress(db, companyId);
  const gone = toCompact(await listSegments(db, [{ roomId }], messagesMost));
  if (!progress || gone.length === 0) return;
  const keys = searchKeysOf(await roomKeys(db, companyId, [roomId]));
  if (!keys.has(roomId)) return;
  const segment = merge(await readSegments(db, companyId, keys, gone));
  const seen = gone.map(({ id }) => id);
  const plan = { roomIds: [roomId], keys, messages: [], seen, gone, written: [{ roomId, segment }] };
  await write(db, companyId, plan, progress, progress);
}

/** Does so for all rooms of a company. */
export async function compactCompany(db: Db, companyId: string): Promise<void> {
  for (const roomId of await crowdedRooms(db, companyId)) await compactRoom(db, companyId, roomId);
}
