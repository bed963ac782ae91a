import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";

/** A message whose tokens say that it may be what was asked for, and where it stands in the order of all. */
export type Candidate = { messageId: string; createdAt: Date };

/** What a message must carry, in one room: tokens differ from room to room, so each room has its own. */
export type AskedRoom = { roomId: string; tokens: bigint[] };

export type Range = { before?: Date | undefined; after?: Date | undefined; beyond?: Candidate | undefined };

type Row = { messageId: string; at: number };

/** So many of a company's newest messages are looked through first: what is said all the time is found among them. */
export const newestMost = 2_000;

/**
 * The newest messages that carry all that was asked for. First among a company's newest; what these do not fill comes
 * from the index of tokens, materialised before it is sorted, so that the planner never walks the table in the order of
 * time for tokens that may be rare.
 */
export async function findCandidates(
  db: Db,
  companyId: string,
  asked: AskedRoom[],
  range: Range,
  limit: number,
): Promise<Candidate[]> {
  if (asked.length === 0) return [];
  const newest = await rowsOf<Row>(db, amongNewest(companyId, asked, range, limit));
  if (newest.length === limit) return newest.map(candidateOf);
  return (await rowsOf<Row>(db, byTokens(asked, range, limit))).map(candidateOf);
}

const candidateOf = ({ messageId, at }: Row): Candidate => ({ messageId, createdAt: new Date(at) });

const milliseconds = sql`(extract(epoch from s.created_at) * 1000)::float8`;

function amongNewest(companyId: string, asked: AskedRoom[], range: Range, limit: number): SQL {
  return sql`with newest as materialized (
      select s.message_id, s.room_id, s.created_at, s.tokens from message_search s
      where s.company_id = ${companyId} and ${within(range)}
      order by s.created_at desc, s.message_id desc limit ${newestMost}
    )
    select s.message_id as "messageId", ${milliseconds} as at
    from newest s join ${asTable(asked)} on asked.room_id = s.room_id and s.tokens @> asked.tokens::bigint[]
    order by s.created_at desc, s.message_id desc limit ${limit}`;
}

function byTokens(asked: AskedRoom[], range: Range, limit: number): SQL {
  return sql`with found as materialized (
      select s.message_id, s.created_at, s.room_id, asked.room_id as asked_room_id
      from ${asTable(asked)} join message_search s on s.tokens @> asked.tokens::bigint[]
      where ${within(range)}
    )
    select s.message_id as "messageId", ${milliseconds} as at from found s
    where s.room_id = s.asked_room_id order by s.created_at desc, s.message_id desc limit ${limit}`;
}

function asTable(asked: AskedRoom[]): SQL {
  const rooms = `{${asked.map(({ roomId }) => roomId).join(",")}}`;
  const tokens = `{${asked.map((room) => `"{${room.tokens.join(",")}}"`).join(",")}}`;
  return sql`unnest(${rooms}::uuid[], ${tokens}::text[]) asked(room_id, tokens)`;
}

function within({ before, after, beyond }: Range): SQL {
  const conditions = [
    ...(after ? [sql`s.created_at >= ${after.toISOString()}::timestamptz`] : []),
    ...(before ? [sql`s.created_at < ${before.toISOString()}::timestamptz`] : []),
    ...(beyond
      ? [
          sql`(s.created_at, s.message_id) < (${beyond.createdAt.toISOString()}::timestamptz, ${beyond.messageId}::uuid)`,
        ]
      : []),
  ];
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}
