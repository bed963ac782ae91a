import { until } from "../../e2e/harness/until.ts";
import { type Measure, Rounds } from "../bench.ts";
import { median } from "../load/numbers.ts";
import { type ReaderPlace, Readers } from "../load/readers.ts";
import { type Sender, sendAll } from "../load/senders.ts";
import type { Process } from "../machine/launch.ts";
import { cpuMicroseconds } from "../machine/usage.ts";
import { checkArrived } from "./check.ts";
import { floorReaders, floorSenders, makeTown, readersOf, sendersOf } from "./town.ts";

const readerCount = 1_000;
const senderCount = 10;
const perSecond = 40;

/** The server's processor time a delivery: one room with 1,000 readers. What taking a message in costs is in it, a thousandth each. */
export const measureFanOut: Measure = async (bench) => {
  const { people, roomId } = await makeTown(bench, readerCount + senderCount);
  const { url } = bench.product;
  const rounds = new Rounds();
  const seconds = bench.isQuick ? 2 : 5;
  const run = async (name: string, server: Process, places: ReaderPlace[], senders: Sender[]) => {
    const readers = new Readers();
    await readers.open(places.slice(1));
    await readers.open(places.slice(0, 1), { notesIds: true });
    await sendAll({ url: server.url, senders, seconds: 1, perSecond });
    await until(() => readers.delays.length >= perSecond * readerCount, "the warm-up arrived").catch(() => {});
    readers.delays = [];
    const before = cpuMicroseconds(server.pid);
    const sent = await sendAll({ url: server.url, senders, seconds, perSecond });
    const wanted = sent.ids.length * readerCount;
    await until(() => readers.delays.length >= wanted, `${wanted} deliveries`, 20_000);
    rounds.note(name, (cpuMicroseconds(server.pid) - before) / readers.delays.length);
    await checkArrived(readers, sent.ids, name);
    readers.close();
  };
  const places = await readersOf(people.slice(0, readerCount), url);
  const senders = await sendersOf(people.slice(readerCount), roomId, url);
  for (let round = 0; round < (bench.isQuick ? 1 : 3); round++) {
    await run("floor", bench.floor, floorReaders(readerCount, bench.floor.url), floorSenders(senderCount, "memory"));
    await run("product", bench.product, places, senders);
  }
  const [floor, product] = ["floor", "product"].map((name) => median(rounds.of(name))) as [number, number];
  return [{ measure: "server CPU a delivery, µs, 1,000 readers", floor, product, wanted: { of: "ratio", most: 1.25 } }];
};
