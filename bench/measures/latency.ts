import { type Measure, Rounds } from "../bench.ts";
import { median, quantile } from "../load/numbers.ts";
import { type ReaderPlace, Readers } from "../load/readers.ts";
import { type Sender, sendAll } from "../load/senders.ts";
import { checkArrived } from "./check.ts";
import { floorReaders, floorSenders, makeTown, readersOf, sendersOf } from "./town.ts";

const readerCount = 100;
const senderCount = 10;
const perSecond = 20;

/** How long people wait: 20 messages a second into a room of 100 readers; until the answer, and until each reader has it. */
export const measureLatency: Measure = async (bench) => {
  const { people, roomId } = await makeTown(bench, readerCount + senderCount);
  const { url } = bench.product;
  const rounds = new Rounds();
  const seconds = bench.isQuick ? 3 : 10;
  const run = async (name: string, at: string, places: ReaderPlace[], senders: Sender[]) => {
    const readers = new Readers();
    await readers.open(places.slice(1));
    await readers.open(places.slice(0, 1), { notesIds: true });
    await sendAll({ url: at, senders, seconds: 1, perSecond }); // connections and statements are warm after it
    readers.delays = [];
    const sent = await sendAll({ url: at, senders, seconds, perSecond });
    if (sent.refused > 0) throw new Error(`${name} refused ${sent.refused} messages`);
    await checkArrived(readers, sent.ids, name);
    for (const [part, quantity] of [
      ["p50", 0.5],
      ["p99", 0.99],
    ] as const) {
      rounds.note(`${name} ack ${part}`, quantile(sent.times, quantity));
      rounds.note(`${name} delivered ${part}`, quantile(readers.delays, quantity));
    }
    readers.close();
  };
  const places = await readersOf(people.slice(0, readerCount), url);
  const senders = await sendersOf(people.slice(readerCount), roomId, url);
  for (let round = 0; round < (bench.isQuick ? 1 : 5); round++) {
    for (const kind of ["single", "shared"]) {
      await run(kind, bench.floor.url, floorReaders(readerCount, bench.floor.url), floorSenders(senderCount, kind));
    }
    await run("product", url, places, senders);
  }
  const of = (name: string) => median(rounds.of(name));
  return (["ack", "delivered"] as const).flatMap((what) =>
    ["p50", "p99"].map((part) => ({
      measure: `${what} ${part}, ms, at 20/s with 100 readers`,
      floor: of(`${what === "ack" ? "single" : "shared"} ${what} ${part}`),
      product: of(`product ${what} ${part}`),
      wanted: { of: "ratio" as const, most: what === "ack" ? 1.3 : 1.25 },
    })),
  );
};
