import { sql } from "drizzle-orm";
import pg from "pg";
import type { Viewer } from "#lib/access/viewer.ts";
import { type Measure, Rounds } from "../bench.ts";
import { writeHistory } from "../corpus/history.ts";
import { headersOf, makeCrowd, makeRoom } from "../corpus/people.ts";
import { Connection } from "../load/connection.ts";
import { median, timed } from "../load/numbers.ts";
import { withDatabase } from "../product.ts";

const sizes = { short: 10_000, long: 1_000_000, quickLong: 30_000 };

const bareQuery = `select id, sender_id, content_encrypted, seq, created_at from chat_message
  where room_id = $1 order by seq desc limit 50`;

/** The newest 50 messages of a short room and of a long one: opened and as JSON, beside the bare query of the same rows. */
export const measureHistory: Measure = async (bench) => {
  const long = bench.isQuick ? sizes.quickLong : sizes.long;
  const { viewer, rooms } = await withDatabase(bench.home, async (db) => {
    const { companyId, people } = await makeCrowd(db, "History", 5, { searchEnabled: false });
    const [shortId, longId] = [await makeRoom(db, people, "Short"), await makeRoom(db, people, "Long")];
    const story = { companyId, senders: people };
    await writeHistory(db, { ...story, roomIds: [shortId], count: sizes.short });
    await writeHistory(db, { ...story, roomIds: [longId], count: long });
    await db.execute(sql`vacuum analyze`);
    return { viewer: people[0] as Viewer, rooms: { short: shortId, long: longId } };
  });
  bench.say(`a room with ${long} messages is made`);
  const client = new pg.Client(bench.home.env.DATABASE_URL);
  await client.connect();
  const connection = await Connection.open(new URL(bench.product.url), await headersOf(viewer, bench.product.url));
  const bare = (roomId: string) => client.query({ name: "bare", text: bareQuery, values: [roomId] });
  const page = async (roomId: string) => {
    const { status, body } = await connection.call("GET", `/api/rooms/${roomId}/messages`);
    if (status !== 200 || body.length < 10_000) throw new Error(`A page of history was ${status}: ${body}`);
  };
  const rounds = new Rounds();
  for (let round = -1; round < (bench.isQuick ? 3 : 5); round++) {
    for (const [name, roomId] of Object.entries(rooms)) {
      const bareTimes = await timed(100, () => bare(roomId));
      const pageTimes = await timed(100, () => page(roomId));
      if (round < 0) continue;
      rounds.note(`bare ${name}`, median(bareTimes));
      rounds.note(`page ${name}`, median(pageTimes));
    }
  }
  connection.close();
  await client.end();
  const of = (name: string) => median(rounds.of(name));
  const count = (value: number) => value.toLocaleString("en");
  const wanted = { of: "ratio" as const, most: 5 };
  return [
    { measure: `newest 50 of ${count(sizes.short)}, ms`, floor: of("bare short"), product: of("page short"), wanted },
    { measure: `newest 50 of ${count(long)}, ms`, floor: of("bare long"), product: of("page long"), wanted },
    {
      measure: `newest 50: of ${count(long)} ÷ of ${count(sizes.short)}`,
      product: of("page long") / of("page short"),
      wanted: { of: "product", most: 1.5 },
    },
  ];
};
