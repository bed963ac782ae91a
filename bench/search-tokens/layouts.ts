import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { messageSearch } from "#db/schema/index.ts";
import { type AskedRoom, findCandidates } from "#lib/search/candidates.ts";

export type Indexed = { messageId: string; roomId: string; tokens: bigint[] };

/** A way to keep tokens: writing those of some messages, and finding the newest messages that carry all that is asked for. */
export type Layout = {
  name: string;
  /** The relations whose sizes count. */
  parts: string[];
  write(tx: Db, companyId: string, messages: Indexed[]): Promise<void>;
  find(db: Db, companyId: string, asked: AskedRoom[]): Promise<string[]>;
};

const most = 21;

/** What Parley does. */
export const ginLayout: Layout = {
  name: "GIN on bigint[]",
  parts: ["message_search", "message_search_tokens", "message_search_newest", "message_search_pkey"],
  async write(tx, companyId, messages) {
    const createdAt = new Date();
    await tx.insert(messageSearch).values(messages.map((message) => ({ ...message, companyId, createdAt })));
  },
  async find(db, companyId, asked) {
    return (await findCandidates(db, companyId, asked, {}, most)).map(({ messageId }) => messageId);
  },
};

/** A row for every token, in the order in which it is looked up: each room's newest of the first token that have the others too. */
export const rowsLayout: Layout & { create(db: Db): Promise<void>; copy(db: Db): Promise<void> } = {
  name: "rows (room, token, message)",
  parts: ["bench_token", "bench_token_pkey"],
  async create(db) {
    await db.execute(sql`create table bench_token (room_id uuid not null, token bigint not null, message_id uuid not null
      references chat_message on delete cascade, primary key (room_id, token, message_id))`);
  },
  async copy(db) {
    await db.execute(
      sql`insert into bench_token select room_id, unnest(tokens), message_id from message_search order by message_id`,
    );
  },
  async write(tx, _companyId, messages) {
    const rows = messages.flatMap(({ roomId, messageId, tokens }) =>
      tokens.map((token) => [roomId, String(token), messageId]),
    );
    await tx.execute(sql`insert into bench_token
      select (r->>0)::uuid, (r->>1)::bigint, (r->>2)::uuid from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r`);
  },
  async find(db, _companyId, asked) {
    const rooms = `{${asked.map(({ roomId }) => roomId).join(",")}}`;
    const tokens = `{${asked.map((room) => `"{${room.tokens.join(",")}}"`).join(",")}}`;
    const more = (asked[0]?.tokens ?? []).slice(1).map(
      (_, index) => sql`and exists (select from bench_token u where u.room_id = a.room_id
        and u.token = (a.tokens::bigint[])[${sql.raw(String(index + 2))}] and u.message_id = t.message_id)`,
    );
    const rows = await rowsOf<{ id: string }>(
      db,
      sql`select found.message_id as id from unnest(${rooms}::uuid[], ${tokens}::text[]) a(room_id, tokens)
        cross join lateral (select t.message_id from bench_token t
          where t.room_id = a.room_id and t.token = (a.tokens::bigint[])[1] ${sql.join(more, sql` `)}
          order by t.message_id desc limit ${most}) found
        order by found.message_id desc limit ${most}`,
    );
    return rows.map(({ id }) => id);
  },
};
