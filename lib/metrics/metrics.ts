import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { env } from "#lib/env.ts";

type Metrics = {
  registry: Registry;
  calls: Histogram<"method" | "path" | "status">;
  streamsCut: Counter;
  alarms: Counter;
};

const key = Symbol.for("parley.metrics");
const held = globalThis as { [key]?: Metrics };

/** What this process counts, shared by Next's bundles and the server. Without a METRICS_TOKEN nobody could ask, and nothing is counted. */
export function metrics(): Metrics | undefined {
  if (!env().METRICS_TOKEN) return undefined;
  held[key] ??= make();
  return held[key];
}

/** Labels are words of ours alone: whoever reads metrics learns nothing of companies, people and rooms. */
function make(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    calls: new Histogram({
      name: "parley_call_seconds",
      help: "Calls of the API by method, path and status, and how long they took",
      labelNames: ["method", "path", "status"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    streamsCut: new Counter({
      name: "parley_streams_cut_total",
      help: "Streams that were ended because their reader was too slow",
      registers,
    }),
    alarms: new Counter({
      name: "parley_alarms_total",
      help: "Alarms in the log: sealed data that could not be opened",
      registers,
    }),
  };
}
