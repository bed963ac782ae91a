import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import type { Viewer } from "#lib/access/viewer.ts";
import { chromiumFlags, findChromium } from "../../scripts/chromium.mjs";
import { headersOf } from "../corpus/people.ts";

/** A Chromium on the core of the load. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("There is no Chromium; `npm test` installs one.");
  return chromium.launch({ executablePath, args: chromiumFlags });
}

/** A browser of somebody's own that has seen nothing yet, signed in. */
export async function newVisitor(browser: Browser, viewer: Viewer, url: string): Promise<BrowserContext> {
  const { cookie = "" } = await headersOf(viewer, url);
  const at = cookie.indexOf("=");
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url }]);
  return context;
}

/** One page in a browser of its own. */
export async function visit<Result>(
  browser: Browser,
  viewer: Viewer,
  url: string,
  look: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await newVisitor(browser, viewer, url);
  try {
    return await look(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Goes to a room and waits until it is alive. */
export async function openAlive(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const isAlive = () =>
    Object.keys(document.querySelector("textarea") ?? {}).some((key) => key.startsWith("__reactProps"));
  await page.waitForFunction(isAlive);
}
