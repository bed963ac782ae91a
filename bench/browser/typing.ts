import type { Browser, Page } from "@playwright/test";
import type { Viewer } from "#lib/access/viewer.ts";
import type { Row } from "../report.ts";
import { openAlive, visit } from "./chromium.ts";

const text = "the quick brown fox jumps over the lazy dog and goes on to type ";
const betweenKeys = 30;

type Typed = { frames: number[]; work: number };

/**
 * Typing into the composer with so many messages loaded, while somebody else writes twice a second; beside typing into
 * the bare text area of an empty page.
 */
export async function measureTyping(
  browser: Browser,
  viewer: Viewer,
  url: string,
  path: string,
  rounds: number,
  write: () => Promise<unknown>,
  count: number,
): Promise<Row[]> {
  const bare = await visit(browser, viewer, url, async (page) => {
    await page.setContent("<!doctype html><textarea rows=3></textarea>");
    return typeInto(page, rounds);
  });
  const { loaded, typed } = await visit(browser, viewer, url, async (page) => {
    await openAlive(page, url + path);
    const loaded = await page.evaluate(scrollToTheBeginning);
    await page.locator("textarea").press("Escape"); // nothing of the loading is left to do then
    const written: Promise<unknown>[] = [];
    const writing = setInterval(() => written.push(write()), 500);
    const typed = await typeInto(page, rounds).finally(() => clearInterval(writing));
    await Promise.all(written);
    return { loaded, typed };
  });
  const perSecond = ({ frames }: Typed) => (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);
  const dropped = ({ frames }: Typed) => (100 * frames.filter((frame) => frame > 25).length) / frames.length;
  const row = (measure: string, of: (typed: Typed) => number): Row => ({
    measure: `typing: ${measure}`,
    floor: of(bare),
    product: of(typed),
  });
  return [
    { measure: "typing: messages loaded", product: loaded, wanted: { of: "product", least: count } },
    { ...row("frames/s", perSecond), wanted: { of: "ratio", least: 0.98 } },
    { measure: "typing: frames dropped, %", product: dropped(typed), wanted: { of: "product", most: 2 } },
    row("worst frame, ms", ({ frames }) => Math.max(...frames)),
    row("main thread a key, ms", ({ work }) => work),
  ];
}

async function typeInto(page: Page, rounds: number): Promise<Typed> {
  const field = page.locator("textarea");
  await field.click();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const taskTime = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
  };
  const before = await taskTime();
  const frames = page.evaluate(recordFrames, rounds * text.length * betweenKeys);
  for (let round = 0; round < rounds; round++) await page.keyboard.type(text, { delay: betweenKeys });
  const result = { frames: await frames, work: (((await taskTime()) - before) * 1000) / (rounds * text.length) };
  if ((await field.inputValue()).length !== rounds * text.length) throw new Error("Not everything typed stands there");
  return result;
}

/** Runs in the page: how long each frame takes, for so long. */
async function recordFrames(duration: number): Promise<number[]> {
  const frame = () => new Promise<number>(requestAnimationFrame);
  const frames: number[] = [];
  const began = await frame();
  for (let last = began; last - began < duration; ) {
    const now = await frame();
    frames.push(now - last);
    last = now;
  }
  return frames;
}

/** Runs in the page: scrolls up until there is nothing before; gives how many messages are there then. */
async function scrollToTheBeginning(): Promise<number> {
  const list = document.querySelector("[role=list][aria-label=Messages]");
  const scroller = list?.closest(".overflow-y-auto");
  while (list?.firstElementChild?.matches(".h-12")) {
    scroller?.scrollTo(0, 0);
    await new Promise(requestAnimationFrame);
  }
  return document.querySelectorAll("[data-message]").length;
}
