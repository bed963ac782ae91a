import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { sealText } from "#lib/crypto/room-text.ts";
import { newId } from "#lib/ids.ts";
import { contentPlace } from "#lib/messages/view.ts";
import { randomFrom, sayWords } from "./words.ts";

export type Story = { companyId: string; roomIds: string[]; senders: Viewer[]; count: number };

type Line = {
  id: string;
  roomId: string;
  senderId: string;
  sealed: string;
  seq: number;
  ordinal: number;
};

const chunkSize = 2_000;

/**
 * Writes so many messages in bulk, in turn over the rooms: sealed, numbered and logged as if each had been sent, a quarter
 * of a second apart until now.
 */
export async function writeHistory(db: Db, story: Story): Promise<void> {
  const { companyId, roomIds, senders, count } = story;
  const keys = await roomKeys(db, companyId, roomIds);
  const rooms = await numbersOf(db, roomIds);
  const random = randomFrom(2);
  const [log] = await rowsOf<{ head: string }>(db, sql`select head from company_log where company_id = ${companyId}`);
  const base = Number(log?.head);
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < count; from += chunkSize) {
    const lines = Array.from({ length: Math.min(chunkSize, count - from) }, (_, index): Line => {
      const room = rooms[(from + index) % rooms.length] as { id: string; seq: number; ordinal: number };
      const sender = senders[Math.floor(random() * senders.length)] as Viewer;
      const said = sayWords(random).join(" ");
      const id = newId();
      const place = contentPlace(companyId, room.id, { id, senderId: sender.userId, revision: 0 });
      const sealed = sealText(keys.get(room.id), "everyone", place, said).toString("hex");
      room.seq += 1;
      room.ordinal += 1;
      return { id, roomId: room.id, senderId: sender.userId, sealed, seq: room.seq, ordinal: room.ordinal };
    });
    await writing;
    writing = writeLines(db, companyId, lines, base + from, (count - from) / 4);
  }
  await writing;
  const ends = JSON.stringify(rooms);
  await db.execute(sql`update chat_room r set last_seq = e.seq, message_count = e.ordinal, updated_at = clock_timestamp()
    from jsonb_to_recordset(${ends}::jsonb) e(id uuid, seq bigint, ordinal bigint) where r.id = e.id`);
  await db.execute(sql`update company_log set head = ${base + count} where company_id = ${companyId}`);
}

async function numbersOf(db: Db, roomIds: string[]) {
  const rows = await rowsOf<{ id: string; seq: string; ordinal: string }>(
    db,
    sql`select id, last_seq as seq, message_count as ordinal from chat_room where id = any(${`{${roomIds.join(",")}}`}::uuid[])`,
  );
  return rows.map(({ id, seq, ordinal }) => ({ id, seq: Number(seq), ordinal: Number(ordinal) }));
}

/** The foreign keys of made-up lines need no check, and a lost one no disk. */
async function writeLines(db: Db, companyId: string, lines: Line[], base: number, ago: number): Promise<void> {
  const list = (name: keyof Line) => `{${lines.map((line) => line[name]).join(",")}}`;
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`set local synchronous_commit = off`);
    await tx.execute(sql`
      with line as materialized (
        select l.*, clock_timestamp() - make_interval(secs => ${ago}::float8 - l.n / 4.0) as at
        from unnest(${list("id")}::uuid[], ${list("roomId")}::uuid[], ${list("senderId")}::uuid[], ${list("sealed")}::text[],
          ${list("seq")}::bigint[], ${list("ordinal")}::bigint[])
          with ordinality l(id, room_id, sender_id, sealed, seq, ordinal, n)
      ), message as (
        insert into chat_message (id, room_id, sender_id, message_type, content_encrypted, seq, ordinal, client_id, created_at, updated_at)
        select id, room_id, sender_id, 'text', decode(sealed, 'hex'), seq, ordinal, id::text, at, at from line
      )
      insert into room_change (company_id, pos, room_id, seq, kind, message_id, actor_id, created_at)
      select ${companyId}::uuid, ${base} + n, room_id, seq, 'message.posted', id, sender_id, at from line`);
  });
}
