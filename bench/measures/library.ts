import { send } from "../../e2e/harness/http.ts";
import type { Measure } from "../bench.ts";
import { makeLibrary } from "../corpus/library.ts";
import { headersOf } from "../corpus/people.ts";
import { asked } from "../corpus/words.ts";
import { type Answer, Connection } from "../load/connection.ts";
import { quantile, timed } from "../load/numbers.ts";
import { withDatabase } from "../product.ts";

/** The list of 500 rooms with what is unread, and searches over 200 rooms, in a company of a million messages. */
export const measureLibrary: Measure = async (bench) => {
  const count = bench.isQuick ? 10_000 : 1_000_000;
  const { keeper, searcher } = await withDatabase(bench.home, (db) => makeLibrary(db, 500, count));
  bench.say(`500 rooms with ${count} messages are made`);
  const { url } = bench.product;
  const [keepers, searchers] = await Promise.all([headersOf(keeper, url), headersOf(searcher, url)]);
  const connection = await Connection.open(new URL(url), keepers);
  const answers: Answer[] = [];
  const listRooms = async () => void answers.push(await connection.call("GET", "/api/rooms"));
  let hits = 0;
  const search = async (index: number) => {
    const q = encodeURIComponent(asked[index % asked.length] ?? "");
    const { status, body, text } = await send("GET", `${url}/api/search?q=${q}`, searchers);
    if (status !== 200) throw new Error(`A search was ${status}: ${text}`);
    hits += body.hits.length;
  };
  await timed(10, listRooms);
  const lists = await timed(bench.isQuick ? 30 : 200, listRooms);
  connection.close();
  for (const answer of answers) checkList(answer);
  await timed(10, search);
  const searches = await timed(bench.isQuick ? 40 : 300, search);
  bench.say(`the searches found ${hits} messages`);
  const size = count.toLocaleString("en");
  return [
    {
      measure: `list of 500 rooms, p50 ms, ${size} messages`,
      product: quantile(lists, 0.5),
      wanted: { of: "product", most: 10 },
    },
    { measure: `search over 200 rooms, p50 ms, ${size} messages`, product: quantile(searches, 0.5) },
    {
      measure: `search over 200 rooms, p95 ms, ${size} messages`,
      product: quantile(searches, 0.95),
      wanted: { of: "product", most: 200 },
    },
  ];
};

/** Parsed only when all lists are there: that is the reader's time. */
function checkList({ status, body }: Answer): void {
  if (status !== 200) throw new Error(`The list of rooms was ${status}: ${body}`);
  const { rooms } = JSON.parse(body.toString()) as { rooms: { unread: number; lastMessage: { content: string } }[] };
  const [read, unread] = [rooms.filter((room) => room.lastMessage.content), rooms.filter((room) => room.unread > 0)];
  if (rooms.length !== 500 || read.length !== 500 || unread.length < 400)
    throw new Error("The list of rooms is another");
}
