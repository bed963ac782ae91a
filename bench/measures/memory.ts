import { setTimeout as wait } from "node:timers/promises";
import { type Measure, startFloor } from "../bench.ts";
import { type ReaderPlace, Readers } from "../load/readers.ts";
import { collectGarbage, inspected } from "../machine/collect-garbage.ts";
import type { Process } from "../machine/launch.ts";
import { residentKiB } from "../machine/usage.ts";
import { startProduct } from "../product.ts";
import { floorReaders, makeTown, readersOf } from "./town.ts";

const streamCount = 3_000;
const warmCount = 200;

/** The memory of a stream on which nothing happens, of 3,000 people in one room; after the garbage is gone on both sides. */
export const measureMemory: Measure = async (bench) => {
  const floorServer = await startFloor(bench.floorDatabase, inspected);
  const floor = await growth(floorServer, floorReaders(streamCount + warmCount, floorServer.url));
  await floorServer.stop();
  const { people } = await makeTown(bench, streamCount + warmCount);
  await bench.product.stop(); // two servers on one core would share it
  const server = await startProduct(bench.home, inspected);
  const product = await growth(server, await readersOf(people, server.url));
  await server.stop();
  bench.product = await startProduct(bench.home);
  return [
    { measure: "memory an idle stream, KiB, 3,000 streams", floor, product, wanted: { of: "product", most: 20 } },
  ];
};

async function growth(server: Process, places: ReaderPlace[]): Promise<number> {
  const first = new Readers();
  await first.open(places.slice(streamCount));
  first.close();
  await wait(500);
  await collectGarbage(server);
  const before = residentKiB(server.pid);
  const readers = new Readers();
  await readers.open(places.slice(0, streamCount));
  await wait(2_500); // sessions are looked at again once a second
  await collectGarbage(server);
  const grown = (residentKiB(server.pid) - before) / streamCount;
  if (readers.ended > 0) throw new Error(`${readers.ended} streams ended by themselves`);
  readers.close();
  return grown;
}
