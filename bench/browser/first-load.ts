import type { Browser, Page, Response } from "@playwright/test";
import type { Viewer } from "#lib/access/viewer.ts";
import { Rounds } from "../bench.ts";
import { median } from "../load/numbers.ts";
import type { Row } from "../report.ts";
import { visit } from "./chromium.ts";

const pageLength = 50;
const settling = 500;

/** A room opened by somebody whose browser has seen nothing yet, so many times, with the server warm. */
export async function measureFirstLoad(
  browser: Browser,
  viewer: Viewer,
  url: string,
  path: string,
  count: number,
): Promise<Row[]> {
  const rounds = new Rounds();
  for (let round = -1; round < count; round++) {
    const load = await visit(browser, viewer, url, (page) => loadOnce(page, url + path));
    if (round < 0) continue;
    for (const [name, value] of Object.entries(load)) rounds.note(name, value);
  }
  const of = (name: string) => median(rounds.of(name));
  const row = (measure: string, name: string, bound: { least?: number; most?: number }): Row => ({
    measure: `first load: ${measure}`,
    product: of(name),
    wanted: { of: "product", ...bound },
  });
  return [
    row("compressed JavaScript, kB", "script", { most: 250 }),
    row("largest paint, ms", "paint", { most: 1_000 }),
    row("messages in the HTML", "rendered", { least: pageLength }),
    row("requests before the messages show, not named in the HTML", "chained", { most: 0 }),
    row("layout shift", "shift", { most: 0.05 }),
  ];
}

async function loadOnce(page: Page, address: string) {
  const responses: Response[] = [];
  page.on("response", (response) => responses.push(response));
  const answer = await page.goto(address, { waitUntil: "load" });
  const html = (await answer?.text()) ?? "";
  await page.waitForTimeout(settling);
  await Promise.all(responses.filter((response) => response.url().includes("/_next/static/")).map(checkAsset));
  if (!answer?.headers().link?.includes('as="font"')) throw new Error("No font is preloaded");
  const seen = await page.evaluate(readTimings);
  const chained = seen.early.filter((name) => !html.includes(new URL(name).pathname)).length;
  const rendered = html.match(/<article[^>]*data-message/g)?.length ?? 0;
  return { script: seen.script / 1000, paint: seen.paint, shift: seen.shift, chained, rendered };
}

/** What has a hash in its name is kept for good, travels compressed and says nothing of its source. */
async function checkAsset(response: Response): Promise<void> {
  const { "cache-control": kept = "", "content-encoding": encoding } = response.headers();
  const address = response.url();
  if (!kept.includes("immutable")) throw new Error(`${address} is kept as "${kept}"`);
  if (!/\.(js|css)$/.test(address)) return;
  if (!encoding) throw new Error(`${address} is not compressed`);
  if ((await response.text()).includes("sourceMappingURL")) throw new Error(`${address} names a source map`);
}

/** Runs in the page. */
async function readTimings() {
  const entriesOf = (type: string) =>
    new Promise<PerformanceEntryList>((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
      setTimeout(() => resolve([]), 100);
    });
  const paint = (await entriesOf("largest-contentful-paint")).at(-1)?.startTime ?? Number.NaN;
  const shifts = (await entriesOf("layout-shift")) as (PerformanceEntry & { value: number })[];
  const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  return {
    paint,
    shift: shifts.reduce((sum, { value }) => sum + value, 0),
    script: resources
      .filter(({ name }) => name.endsWith(".js"))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    early: resources.filter(({ startTime }) => startTime < paint).map(({ name }) => name),
  };
}
