import { cpus, loadavg } from "node:os";
import { build } from "../scripts/build.mjs";
import { type Bench, startFloor } from "./bench.ts";
import { startCluster } from "./machine/cluster.ts";
import { isPinned, takeLoadCore } from "./machine/cores.ts";
import { measures, readOptions } from "./options.ts";
import { postgresHome, startProduct, takeSettings } from "./product.ts";
import { judge, keep, type Row, tableOf } from "./report.ts";

// Measures Parley beside floors in one run and prints one table. See docs/performance.md.

const options = readOptions(process.argv.slice(2));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const began = performance.now();
const say = (text: string) =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);

takeSettings(options.profile);
await build();
const [load = 0] = loadavg(); // after a build just made, its own
if (load > 0.7) say(`the machine is busy (a load of ${load.toFixed(1)}): every figure will be worse than it could be`);
takeLoadCore();
const cluster = await startCluster();
const floorDatabase = await cluster.create("floor");
const home = postgresHome(await cluster.create("parley"));
const bench: Bench = {
  isQuick: options.quick,
  databasePid: cluster.pid,
  floorDatabase,
  floor: await startFloor(floorDatabase),
  home,
  product: await startProduct(home),
  say,
};
say(
  `PostgreSQL ${cluster.version}, Node ${process.version}${isPinned ? ", servers on one core, load on another" : ""}`,
);

const rows: Row[] = [];
const failed: string[] = [];
for (const name of options.names) {
  say(name);
  await measures[name](bench).then(
    (measured) => {
      rows.push(...measured);
      for (const { measure, floor = "–", product = "–" } of measured) say(`${measure}: ${floor} | ${product}`);
    },
    (error) => failed.push(`${name}: ${error.stack}`),
  );
}
await bench.product.stop();
await bench.floor.stop();

const judged = rows.map(judge);
const processor = cpus()[0]?.model;
const result = {
  at: new Date(),
  quick: options.quick,
  processor,
  isPinned,
  load,
  node: process.version,
  rows: judged,
  failed,
};
const file = keep(result);
console.log(options.json ? JSON.stringify(result, null, 2) : tableOf(judged));
for (const failure of failed) console.error(`\n${failure}`);
say(`done; kept in ${file}`);
process.exit(failed.length > 0 || judged.some(({ ok }) => ok === false) ? 1 : 0);
