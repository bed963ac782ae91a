import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

// node bench/hot-spots.ts FOLDER: where the time of a CPU profile went, by file or package and by function, in percent.
// Of several profiles in the folder the largest is meant: the server's own thread.

type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

const folder = process.argv[2] ?? ".";
const [largest] = readdirSync(folder)
  .filter((name) => name.endsWith(".cpuprofile"))
  .map((name) => join(folder, name))
  .sort((a, b) => statSync(b).size - statSync(a).size);
if (!largest) throw new Error(`There is no CPU profile in ${folder}`);

const { nodes, samples, timeDeltas }: Profile = JSON.parse(readFileSync(largest, "utf8"));
const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
const places = new Map<string, number>();
const functions = new Map<string, number>();
let busy = 0;
samples.forEach((id, index) => {
  const frame = byId.get(id);
  const time = timeDeltas[index] ?? 0;
  if (!frame || frame.functionName === "(idle)") return;
  busy += time;
  const place = placeOf(frame.url) || frame.functionName;
  const name = `${frame.functionName || "(anonymous)"} ${place}:${frame.lineNumber + 1}`;
  places.set(place, (places.get(place) ?? 0) + time);
  functions.set(name, (functions.get(name) ?? 0) + time);
});
const all = timeDeltas.reduce((sum, delta) => sum + delta, 0);
console.log(`busy ${((100 * busy) / all).toFixed(0)} % of ${(all / 1e6).toFixed(1)} s`);
for (const times of [places, functions]) {
  console.log("");
  const most = [...times].toSorted(([, a], [, b]) => b - a).slice(0, 25);
  for (const [name, time] of most) console.log(`${((100 * time) / busy).toFixed(1).padStart(5)} %  ${name}`);
}

/** A package, a file of Parley's own, or a part of Node. */
function placeOf(url: string): string {
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return inPackage ?? url.replace(/^.*\/(?=(?:lib|db|app|bench)\/|\.next\/|server\.ts)/, "");
}
