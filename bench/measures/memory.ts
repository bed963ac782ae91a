import { setTimeout as wait } from "node:timers/promises";
import { type Measure, startFloor } from "../bench.ts";
import { type ReaderPlace, Readers } from "../load/readers.ts";
import { collectGarbage, inspected } from "../machine/collect-garbage.ts";
import type { Process } from "../machine/launch.ts";
import { residentKiB } from "../machine/usage.ts";
import { startProduct } from "../product.ts";
import { floorReaders, makeTown, readersOf } from "./town.ts";

const warmCount = 200;

/** The memory of a stream on which nothing happens, of some thousand people in one room, after the garbage is gone on both sides. */
export const measureMemory: Measure = async (bench) => {
  const count = bench.isQuick ? 500 : 3_000;
  const floorServer = await startFloor(bench.floorDatabase, inspected);
  const floor = await growth(floorServer, floorReaders(count + warmCount, floorServer.url), count);
  await floorServer.stop();
  const { people } = await makeTown(bench, count + warmCount);
  await bench.product.stop(); // two servers on one core would share it
  const server = await startProduct(bench.home, inspected);
  const product = await growth(server, await readersOf(people, server.url), count);
  await server.stop();
  bench.product = await startProduct(bench.home);
  const size = count.toLocaleString("en");
  return [
    { measure: `memory an idle stream, KiB, ${size} streams`, floor, product, wanted: { of: "product", most: 20 } },
  ];
};

async function growth(server: Process, places: ReaderPlace[], count: number): Promise<number> {
  const first = new Readers();
  await first.open(places.slice(count));
  first.close();
  await wait(500);
  await collectGarbage(server);
  const before = residentKiB(server.pid);
  const readers = new Readers();
  await readers.open(places.slice(0, count));
  await wait(2_500); // sessions are looked at again once a second
  await collectGarbage(server);
  const grown = (residentKiB(server.pid) - before) / count;
  if (readers.ended > 0) throw new Error(`${readers.ended} streams ended by themselves`);
  readers.close();
  return grown;
}
