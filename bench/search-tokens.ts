import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { type Db, openDatabase } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { indexCompany } from "#lib/search/indexer.ts";
import { startIndexing } from "#lib/search/start.ts";
import { believableMessages } from "#lib/search/testing.ts";
import { newStorage } from "../e2e/harness/storage.ts";
import { ginLayout, rowsLayout } from "./search-tokens/layouts.ts";
import { median, quantile } from "./search-tokens/numbers.ts";
import { makeRooms, postAll, type Writing, writeIn } from "./search-tokens/posts.ts";
import { askFor, questions } from "./search-tokens/questions.ts";

// TEST_DATABASE_URL=postgres://… node bench/search-tokens.ts [--messages 100000] [--rooms 200] [--posts 4000] [--rounds 3]
//
// Where do search tokens go? Compares tokens written in the message's own transaction with a follower behind the log, and a
// GIN index on an array with a table of (room, token, message), on a database of its own that it drops. Prints a table.

const options = {
  messages: { type: "string", default: "100000" },
  rooms: { type: "string", default: "200" },
  posts: { type: "string", default: "4000" },
  rounds: { type: "string", default: "3" },
} as const;
const { values } = parseArgs({ options });
const size = { messages: Number(values.messages), rooms: Number(values.rooms), posts: Number(values.posts) };

const alonePosts = 300;

const storage = await newStorage("postgres");
Object.assign(process.env, storage.env, { RATE_LIMIT_FACTOR: "1000000", LOG_LEVEL: "error" });
const { db, close } = await openDatabase({ DATABASE_URL: storage.env.DATABASE_URL, DATA_DIR: "" });
try {
  await compare();
} finally {
  await close();
  await storage.drop();
}

async function compare(): Promise<void> {
  const cast = await castCompany(db);
  const { companyId } = cast;
  const rooms = await makeRooms(db, cast, size.rooms);
  await rowsLayout.create(db);
  const texts = believableMessages(size.messages);
  const post = (writing: Writing, some: string[], atOnce?: number) => postAll(db, cast, rooms, writing, some, atOnce);
  const perSecond = (count: number, seconds: number) => Math.round(count / seconds);

  const { seconds: filled } = await post(writeIn(null), texts);
  console.log(
    `${size.messages} messages in ${size.rooms} rooms: ${perSecond(size.messages, filled)} commits/s without search`,
  );
  const indexed = await seconds(() => indexCompany(db, companyId));
  await seconds(() => rowsLayout.copy(db));
  await db.execute(sql`vacuum analyze`);
  const [mean] = await rowsOf<{ tokens: number }>(
    db,
    sql`select round(avg(cardinality(tokens)), 1)::float8 as tokens from message_search`,
  );
  console.log(
    `${mean?.tokens} tokens a message; the follower alone indexes ${perSecond(size.messages, indexed)} messages/s`,
  );

  console.log("\n| layout | size on disk | |\n|---|---|---|");
  for (const { name, parts } of [ginLayout, rowsLayout]) {
    const sizes = await Promise.all(parts.map(async (part) => `${part} ${await megabytes(db, part)} MB`));
    console.log(`| ${name} | ${sizes.join(" | ")} |`);
  }

  console.log("\n| search for | GIN p50 | GIN p95 | rows p50 | rows p95 | (ms) |\n|---|---|---|---|---|---|");
  for (const [kind, asked] of questions(texts)) {
    const times = { gin: [] as number[], rows: [] as number[] };
    for (const question of asked) {
      const tokens = await askFor(db, companyId, rooms, question);
      times.gin.push(1000 * (await seconds(() => ginLayout.find(db, companyId, tokens))));
      times.rows.push(1000 * (await seconds(() => rowsLayout.find(db, companyId, tokens))));
    }
    const cells = [times.gin, times.rows].flatMap((all) => [quantile(all, 0.5), quantile(all, 0.95)]);
    console.log(`| ${kind} | ${cells.map((cell) => cell.toFixed(1)).join(" | ")} | |`);
  }

  const rates = new Map<string, { burst: number[]; alone: number[] }>();
  const measure = async (name: string, writing: Writing, some: string[]) => {
    const noted = rates.get(name) ?? { burst: [], alone: [] };
    noted.burst.push(perSecond(some.length, (await post(writing, some)).seconds));
    if (name.startsWith("follower")) await caughtUp(companyId);
    const { each } = await post(writing, some.slice(0, alonePosts), 1);
    noted.alone.push(...each.map((took) => took * 1000));
    rates.set(name, noted);
  };
  for (let round = 0; round < Number(values.rounds); round++) {
    const some = texts.slice(round * size.posts, (round + 1) * size.posts);
    await measure("nowhere", writeIn(null), some);
    await indexCompany(db, companyId);
    await measure("own transaction, GIN", writeIn(ginLayout), some);
    await measure("own transaction, rows", writeIn(rowsLayout), some);
    await indexCompany(db, companyId);
    const stop = startIndexing(db);
    await measure("follower, GIN", writeIn(null), some);
    await stop();
    await indexCompany(db, companyId);
  }
  console.log(
    "\n| tokens are written | 64 at once, commits/s | one after the other, p50 ms | p95 ms |\n|---|---|---|---|",
  );
  for (const [name, { burst, alone }] of rates) {
    const [half, most] = [quantile(alone, 0.5), quantile(alone, 0.95)];
    console.log(`| ${name} | ${median(burst)} (${burst.join(", ")}) | ${half.toFixed(1)} | ${most.toFixed(1)} |`);
  }
}

/** Waits until the follower has done what a burst left it. */
async function caughtUp(companyId: string): Promise<void> {
  const behind = sql`select 1 from company_log l join search_progress p using (company_id)
    where l.company_id = ${companyId} and p.pos < l.head`;
  while ((await rowsOf(db, behind)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function seconds(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return (performance.now() - began) / 1000;
}

async function megabytes(on: Db, part: string): Promise<number> {
  const [found] = await rowsOf<{ size: number }>(on, sql`select pg_relation_size(${part}::regclass)::float8 as size`);
  return Math.round((found?.size ?? 0) / 1e6);
}
