import { asc, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { rowsOf } from "#db/rows.ts";
import { type ChangeData, chatRoom } from "#db/schema/index.ts";
import type { ChangeKind } from "#lib/realtime/events.ts";

export type LockedRoom = typeof chatRoom.$inferSelect;

type Draft = {
  roomId: string;
  seq: number;
  kind: ChangeKind;
  messageId: string | null;
  actorId: string | null;
  data: ChangeData;
};

/** One transaction's writing into a company's log: the rooms it holds locked, and what it adds to them. */
export type LoggedWrite = {
  tx: Db;
  companyId: string;
  /** The locked rooms, by id. One that is not there is missing; one that the transaction makes is added. */
  rooms: Map<string, LockedRoom>;
  drafts: Draft[];
};

/**
 * Locks rooms in the order of their ids. Whoever writes to a room holds this lock; access is checked in a later
 * statement, whose snapshot cannot be older than the lock it waited for.
 */
export async function lockRooms(tx: Db, companyId: string, roomIds: string[]): Promise<LoggedWrite> {
  const ids = [...new Set(roomIds)];
  const rows =
    ids.length === 0
      ? []
      : await tx.select().from(chatRoom).where(oneOf(chatRoom.id, ids)).orderBy(asc(chatRoom.id)).for("no key update");
  const own = rows.filter((room) => room.companyId === companyId);
  return { tx, companyId, rooms: new Map(own.map((room) => [room.id, room])), drafts: [] };
}

/** Notes a change; gives the number it takes in its room. It is written when the transaction's log is closed. */
export function logChange(
  write: LoggedWrite,
  room: LockedRoom,
  kind: ChangeKind,
  change: { actorId: string | null; messageId?: string; data?: ChangeData },
): number {
  room.lastSeq += 1;
  const { actorId, messageId = null, data = {} } = change;
  write.drafts.push({ roomId: room.id, seq: room.lastSeq, kind, messageId, actorId, data });
  return room.lastSeq;
}

/**
 * Writes the noted changes: the last statement of the transaction, because from here to the commit it holds the
 * company's head, and so numbers become visible in their order.
 */
export async function closeLog({ tx, companyId, rooms, drafts }: LoggedWrite): Promise<void> {
  if (drafts.length === 0) return;
  const touched = new Set(drafts.map((draft) => draft.roomId));
  const heads = [...rooms.values()]
    .filter((room) => touched.has(room.id))
    .map(({ id, lastSeq, messageCount }) => ({ id, lastSeq, messageCount }));
  const written = await rowsOf(
    tx,
    sql`with clock as materialized (select clock_timestamp()::timestamptz(3) as at),
      heads as (
        update chat_room r set last_seq = h."lastSeq", message_count = h."messageCount", updated_at = clock.at
        from clock, jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) h(id uuid, "lastSeq" bigint, "messageCount" bigint)
        where r.id = h.id
      ),
      log as (
        update company_log set head = head + ${drafts.length} where company_id = ${companyId} returning head - ${drafts.length} as base
      )
      insert into room_change (company_id, pos, room_id, seq, kind, message_id, actor_id, data, created_at)
      select ${companyId}::uuid, log.base + d.ordinality, (d.value->>'roomId')::uuid, (d.value->>'seq')::bigint, d.value->>'kind',
             (d.value->>'messageId')::uuid, (d.value->>'actorId')::uuid, d.value->'data', clock.at
      from log, clock, jsonb_array_elements(${JSON.stringify(drafts)}::jsonb) with ordinality d
      returning pos`,
  );
  if (written.length !== drafts.length) throw new Error(`The log took ${written.length} of ${drafts.length} changes`);
}
