import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { appUser, chatMessage, chatRoom } from "#db/schema/index.ts";
import { seesStaffNotes } from "#lib/access/staff-notes.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { MessageView, Person } from "#lib/messages/events.ts";
import { viewMessages } from "#lib/messages/queries.ts";
import type { ListRow } from "#lib/rooms/list-rows.ts";
import { standing, versionOf } from "#lib/rooms/standing.ts";

/** Opened messages, by room and by whether staff notes are among what may be seen of it. Null in a room where nobody said anything. */
const known = standing<MessageView | null>("parley.last-messages", 10_000);

const keyOf = (roomId: string, seesAll: boolean) => (seesAll ? roomId : `${roomId} everyone`);

/**
 * The newest message of each of these rooms, system lines aside, in the snapshot in which their rows were read: from
 * memory, or in one statement for the rooms in which something happened since. Only people's names change without a
 * number of the room, so these are looked up each time.
 */
export async function lastMessages(tx: Db, viewer: Viewer, rows: ListRow[]): Promise<Map<string, MessageView | null>> {
  const seesAll = seesStaffNotes(viewer.role);
  const found = new Map<string, MessageView | null>();
  for (const row of rows) {
    const view = row.messageCount === 0 ? null : known.get(keyOf(row.id, seesAll), versionOf(row));
    if (view !== undefined) found.set(row.id, view);
  }
  await dropRenamed(tx, found);
  const missing = rows.filter(({ id }) => !found.has(id));
  if (missing.length === 0) return found;
  const ids = missing.map(({ id }) => id);
  const views = await viewMessages(tx, viewer.companyId, ids, sql`${chatMessage.id} in ${newest(seesAll, ids)}`);
  const byRoom = new Map(views.map((view) => [view.roomId, view]));
  for (const row of missing) {
    const view = byRoom.get(row.id) ?? null;
    found.set(row.id, view);
    if (!view?.metadata.unreadable) known.set(keyOf(row.id, seesAll), versionOf(row), view);
  }
  return found;
}

/** Forgets what was said last in a room that is no more. */
export function forgetLastMessage(roomId: string): void {
  for (const seesAll of [true, false]) known.delete(keyOf(roomId, seesAll));
}

/** The message whose ordinal is the room's count, or for a customer the last that is no staff note. */
function newest(seesAll: boolean, roomIds: string[]): SQL {
  const newestPublic = sql`(select p.ordinal from chat_message p where p.room_id = ${chatRoom.id}
    and p.ordinal is not null and p.audience = 'everyone' order by p.ordinal desc limit 1)`;
  return sql`(select l.id from ${chatRoom} join chat_message l on l.room_id = ${chatRoom.id}
    and l.ordinal = ${seesAll ? chatRoom.messageCount : newestPublic} where ${oneOf(chatRoom.id, roomIds)})`;
}

/** Takes out the messages with a name that its person no longer has. */
async function dropRenamed(tx: Db, found: Map<string, MessageView | null>): Promise<void> {
  const shown = new Map<string, Person[]>();
  for (const [roomId, view] of found) {
    const people = [view?.sender, view?.replyTo?.sender].filter((person) => person != null);
    if (people.length > 0) shown.set(roomId, people);
  }
  if (shown.size === 0) return;
  const ids = new Set([...shown.values()].flatMap((people) => people.map(({ id }) => id)));
  const rows = await tx
    .select({ id: appUser.id, name: appUser.name })
    .from(appUser)
    .where(oneOf(appUser.id, [...ids]));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  for (const [roomId, people] of shown) {
    if (people.some(({ id, name }) => names.get(id) !== name)) found.delete(roomId);
  }
}
