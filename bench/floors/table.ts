import { randomUUID } from "node:crypto";
import type pg from "pg";

/** A message as the floors keep it: in the clear, of anybody, in any room. */
export type Row = { id: string; room: string; content: string; clientId: string };

export type Posted = { content: string; clientId: string };

export const newRow = (room: string, { content, clientId }: Posted): Row => ({
  id: randomUUID(),
  room,
  content,
  clientId,
});

export async function tableOf(pool: pg.Pool): Promise<void> {
  await pool.query(`create table if not exists message (
    id uuid primary key, room text not null, seq bigserial, client_id text not null, content text not null,
    created_at timestamptz not null default clock_timestamp())`);
  await pool.query("create index if not exists message_room_seq on message (room, seq)");
}

/** One message, one commit. */
export async function insertOne(pool: pg.Pool, { id, room, content, clientId }: Row): Promise<void> {
  const text = "insert into message (id, room, client_id, content) values ($1, $2, $3, $4)";
  await pool.query({ name: "insert-one", text, values: [id, room, clientId, content] });
}

/** Many messages, one commit. */
export async function insertMany(pool: pg.Pool, rows: Row[]): Promise<void> {
  const text = `insert into message (id, room, client_id, content)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])`;
  const columns = (["id", "room", "clientId", "content"] as const).map((name) => rows.map((row) => row[name]));
  await pool.query({ name: "insert-many", text, values: columns });
}
