import { parseArgs } from "node:util";
import { measureBrowser } from "./measures/browser.ts";
import { measureEmbedded } from "./measures/embedded.ts";
import { measureFanOut } from "./measures/fan-out.ts";
import { measureHeldSnapshot } from "./measures/held-snapshot.ts";
import { measureHistory } from "./measures/history.ts";
import { measureLatency } from "./measures/latency.ts";
import { measureLibrary } from "./measures/library.ts";
import { measureMemory } from "./measures/memory.ts";
import { measureSending } from "./measures/send.ts";

/** The measures in the order in which they run: the large histories come after what they would slow down. */
export const measures = {
  send: measureSending,
  snapshot: measureHeldSnapshot,
  latency: measureLatency,
  fanout: measureFanOut,
  memory: measureMemory,
  read: measureHistory,
  library: measureLibrary,
  embedded: measureEmbedded,
  browser: measureBrowser,
};

export type MeasureName = keyof typeof measures;

/** `--quick`, `--json`, `--only=send,read`, `--profile=folder`. Throws an Error for anything else. */
export function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      only: { type: "string" },
      profile: { type: "string" },
    },
  });
  const all = Object.keys(measures) as MeasureName[];
  const names = (values.only?.split(",") ?? all) as MeasureName[];
  const unknown = names.find((name) => !all.includes(name));
  if (unknown) throw new Error(`There is no measure "${unknown}", only ${all.join(", ")}.`);
  return { ...values, names };
}
