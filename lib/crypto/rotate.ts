import { setTimeout as rest } from "node:timers/promises";
import { asc, desc, eq, gt, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatRoom, roomKey } from "#db/schema/index.ts";
import { keyRing } from "#lib/crypto/key-ring.ts";
import { makeRoomKey, unwrapOrAlarm, wrap } from "#lib/crypto/room-keys.ts";
import { databaseCode } from "#lib/errors.ts";

/** So many keys are dealt with in a statement: short ones, so that nobody waits for a rotation. */
const pageSize = 50;
/** After each the others get their turn (ms): the embedded database never lets go of the event loop by itself. */
const restFor = 5;

const foreignKeyViolation = "23503";

type Progress = (done: number) => void;

/**
 * Wraps every room key that is not under the current master key anew. Each is changed as it was read or left, so this can
 * be stopped at any moment, and run again, also twice at once; what is wrapped by either key opens all the while. One that
 * does not open raises an alarm and stays as it is. Gives how many it wrapped and how many it could not.
 */
export async function rewrapKeys(
  db: Db,
  progress: Progress = () => {},
): Promise<{ wrapped: number; unopened: number }> {
  const { current } = keyRing();
  const done = { wrapped: 0, unopened: 0 };
  for (;;) {
    const rows = await db
      .select({ row: roomKey, companyId: chatRoom.companyId })
      .from(roomKey)
      .innerJoin(chatRoom, eq(chatRoom.id, roomKey.roomId))
      .where(ne(roomKey.masterKeyId, current))
      .orderBy(asc(roomKey.roomId), asc(roomKey.audience), asc(roomKey.version))
      .limit(pageSize)
      .offset(done.unopened); // they stay in front of those that are still to be done
    if (rows.length === 0) return done;
    const changes = rows.flatMap(({ row, companyId }) => {
      const { masterKeyId: was } = row;
      return unwrapOrAlarm(companyId, row).map((key) => ({ was, ...wrap(companyId, key) }));
    });
    await writeWrapped(db, changes);
    done.wrapped += changes.length;
    done.unopened += rows.length - changes.length;
    progress(done.wrapped);
    await rest(restFor);
  }
}

async function writeWrapped(db: Db, changes: (ReturnType<typeof wrap> & { was: string })[]): Promise<void> {
  const rows = changes.map(({ wrappedKey, ...row }) => ({ ...row, wrappedKey: wrappedKey.toString("hex") }));
  await db.execute(sql`
    update room_key k set master_key_id = c."masterKeyId", wrapped_key = decode(c."wrappedKey", 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      c("roomId" uuid, audience text, version int, "masterKeyId" text, "wrappedKey" text, was text)
    where k.room_id = c."roomId" and k.audience = c.audience and k.version = c.version and k.master_key_id = c.was`);
}

/**
 * Gives every room a new key for what is said from now on, a minute from now to be exact; what was said stays under the
 * keys it has. Rooms that got one since `since` are passed over, so a rotation that was stopped goes on where it was.
 */
export async function renewRoomKeys(db: Db, since: Date, progress: Progress = () => {}): Promise<number> {
  let done = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rooms = await db
      .select({ id: chatRoom.id, companyId: chatRoom.companyId })
      .from(chatRoom)
      .where(gt(chatRoom.id, after))
      .orderBy(asc(chatRoom.id))
      .limit(pageSize);
    const last = rooms.at(-1);
    if (!last) return done;
    done += await renewPage(db, rooms, since);
    after = last.id;
    progress(done);
    await rest(restFor);
  }
}

type Room = { id: string; companyId: string };

async function renewPage(db: Db, rooms: Room[], since: Date): Promise<number> {
  const companyOf = new Map(rooms.map(({ id, companyId }) => [id, companyId]));
  const newest = await db
    .selectDistinctOn([roomKey.roomId, roomKey.audience], {
      roomId: roomKey.roomId,
      audience: roomKey.audience,
      version: roomKey.version,
      createdAt: roomKey.createdAt,
    })
    .from(roomKey)
    .where(inArray(roomKey.roomId, [...companyOf.keys()]))
    .orderBy(roomKey.roomId, roomKey.audience, desc(roomKey.version));
  const rows = newest
    .filter(({ createdAt }) => createdAt < since)
    .map(({ roomId, audience, version }) => makeRoomKey(companyOf.get(roomId) ?? "", roomId, audience, version + 1));
  if (rows.length === 0) return 0;
  try {
    const added = await db.insert(roomKey).values(rows).onConflictDoNothing().returning({ version: roomKey.version });
    return added.length;
  } catch (error) {
    if (databaseCode(error) !== foreignKeyViolation) throw error;
    return renewPage(db, rooms, since); // a room was deleted meanwhile, and its keys with it
  }
}
