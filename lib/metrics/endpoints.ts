import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "#lib/env.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { endpoint } from "#lib/http/endpoint.ts";
import { metrics } from "#lib/metrics/metrics.ts";

export const getMetrics = endpoint({
  method: "GET",
  path: "/api/metrics",
  summary: "What this process counts, in Prometheus' text format; for the bearer METRICS_TOKEN alone",
  for: "anyone",
  run: async ({ call }) => {
    const { METRICS_TOKEN } = env();
    const { registry } = metrics() ?? {};
    if (!METRICS_TOKEN || !registry) throw notFound();
    const [, given = ""] = /^bearer +(\S+) *$/i.exec(call.header("authorization") ?? "") ?? [];
    if (!isSame(given, METRICS_TOKEN))
      throw new Refusal("not_signed_in", "Metrics want the METRICS_TOKEN as a bearer.");
    const text = Buffer.from(await registry.metrics());
    return { status: 200, headers: { "content-type": registry.contentType }, stream: once(text) };
  },
});

/** Compared by digest, so that the time it takes tells nothing of how much was right. */
const isSame = (given: string, wanted: string) => timingSafeEqual(digest(given), digest(wanted));

const digest = (text: string) => createHash("sha256").update(text).digest();

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
