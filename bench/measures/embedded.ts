import { send } from "../../e2e/harness/http.ts";
import { until } from "../../e2e/harness/until.ts";
import type { Measure } from "../bench.ts";
import { makeLibrary } from "../corpus/library.ts";
import { headersOf } from "../corpus/people.ts";
import { asked } from "../corpus/words.ts";
import { quantile } from "../load/numbers.ts";
import { Readers } from "../load/readers.ts";
import { sendAll } from "../load/senders.ts";
import { embeddedHome, startProduct, withDatabase } from "../product.ts";
import { checkArrived, checkHistory } from "./check.ts";

const roomCount = 32;

/** The embedded database, among 100,000 messages: how many more a second, and how long a send takes while somebody searches. */
export const measureEmbedded: Measure = async ({ isQuick, say }) => {
  const count = isQuick ? 5_000 : 100_000;
  const home = embeddedHome();
  const { keeper, roomIds } = await withDatabase(home, (db) => makeLibrary(db, roomCount, count));
  const server = await startProduct(home);
  const { url } = server;
  const headers = await headersOf(keeper, url);
  const readers = new Readers();
  await readers.open([{ url, headers, path: "/api/stream" }], { notesIds: true });
  const senders = roomIds.map((roomId) => ({ headers, path: `/api/rooms/${roomId}/messages` }));
  const seconds = isQuick ? 1 : 5;
  await sendAll({ url, senders, seconds: isQuick ? 2 : 10 }); // until V8 has compiled what a database is in WebAssembly
  const full = await sendAll({ url, senders, seconds });
  let isOver = false;
  let searches = 0;
  const search = async (): Promise<void> => {
    for (; !isOver; searches++) {
      const q = encodeURIComponent(asked[searches % asked.length] ?? "");
      const { status } = await send("GET", `${url}/api/search?q=${q}`, headers);
      if (status !== 200) throw new Error(`A search was ${status}`);
    }
  };
  const sendMeanwhile = async () => {
    await until(() => searches > 2, "somebody searches", 20_000);
    await sendAll({ url, senders, seconds, perSecond: 20 }); // and what searches run
    return sendAll({ url, senders, seconds: seconds * 2, perSecond: 20 }).finally(() => {
      isOver = true;
    });
  };
  const [calm] = await Promise.all([sendMeanwhile(), search()]);
  const ids = [...full.ids, ...calm.ids];
  if (full.refused + calm.refused > 0) throw new Error("The embedded server refused messages");
  await checkArrived(readers, ids, "the embedded server");
  await checkHistory(url, keeper, roomIds, ids);
  say(`${searches} searches meanwhile; all ${ids.length} messages arrived once and are in the history`);
  readers.close();
  await server.stop();
  const size = count.toLocaleString("en");
  const rate = full.ids.length / full.seconds;
  const p99 = quantile(calm.times, 0.99);
  return [
    { measure: "embedded: messages/s, 32 rooms", product: rate, wanted: { of: "product", least: 800 } },
    { measure: `embedded: send p99, ms, searching ${size}`, product: p99, wanted: { of: "product", most: 50 } },
  ];
};
