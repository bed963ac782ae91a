import { eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { company } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { compactCompany } from "#lib/search/compact.ts";
import { indexCompany } from "#lib/search/indexer.ts";
import { writeHistory } from "./history.ts";
import { makeCrowd, makeRoom } from "./people.ts";

/** A company with a history of so many messages, spread over 500 rooms. */
export type Library = { companyId: string; roomIds: string[]; keeper: Viewer; searcher: Viewer };

const searchedCount = 200;
const indexedAtOnce = 10_000;

/** The keeper is in every room and has read a part; the searcher is in 200 of them. */
export async function makeLibrary(db: Db, roomCount: number, messageCount: number): Promise<Library> {
  const { companyId, people } = await makeCrowd(db, "Library", 4, { searchEnabled: false });
  const [keeper, searcher, ...writers] = people as [Viewer, Viewer, ...Viewer[]];
  const roomIds: string[] = [];
  for (let index = 0; index < roomCount; index++) {
    const members = index < searchedCount ? people : [keeper, ...writers];
    roomIds.push(await makeRoom(db, members, `Room ${index}`));
  }
  const senders = [keeper, ...writers];
  await writeHistory(db, { companyId, roomIds, senders, count: messageCount });
  await db.transaction(async (transaction) => {
    const tx = transaction as unknown as Db; // no server sees that search is on, and helps, before all is indexed
    await tx.update(company).set({ searchEnabled: true }).where(eq(company.id, companyId));
    await indexCompany(tx, companyId, indexedAtOnce);
    await compactCompany(tx, companyId);
  });
  await markRead(db, keeper);
  await db.execute(sql`vacuum analyze`);
  return { companyId, roomIds, keeper, searcher };
}

/** Up to 99 messages unread a room, and every tenth room never read at all. */
async function markRead(db: Db, { userId }: Viewer): Promise<void> {
  await db.execute(sql`update chat_member m set last_read_ordinal = greatest(0, r.message_count - n % 100), last_read_seq = greatest(0, r.last_seq - n % 100)
    from (select *, row_number() over (order by id) as n from chat_room) r
    where r.id = m.room_id and m.user_id = ${userId} and n % 10 > 0`);
}
