import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import type { Person } from "../harness/person.ts";
import { type Stage, setUp } from "../harness/stage.ts";
import { Noise } from "./noise.ts";
import { open } from "./open.ts";

type Visit = BrowserContextOptions & { path?: string; url?: string };

type Fixtures = {
  noise: Noise;
  /** A browser of its own for somebody who is signed in, or for nobody, on one of the pages. */
  visit: (person: Person | null, visit?: Visit) => Promise<Page>;
};

/** Real browsers at a real server with the cast on it. Whatever a browser complains of fails the test. */
export const test = base.extend<Fixtures, { stage: Stage }>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
    async ({}, use) => {
      const stage = await setUp();
      await use(stage);
      await stage.close();
    },
    { scope: "worker" },
  ],
  noise: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
    async ({}, use) => {
      const noise = new Noise();
      await use(noise);
      expect(noise.unexpected()).toEqual([]);
    },
    { auto: true },
  ],
  visit: async ({ browser, noise }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (person, { path, url = person?.site.url ?? "", ...options } = {}) => {
      const context = await browser.newContext({ reducedMotion: "reduce", baseURL: url, ...options });
      contexts.push(context);
      noise.watch(context);
      const cookies = [...(person?.cookies ?? [])].map(([name, value]) => ({ name, value, url }));
      if (cookies.length > 0) await context.addCookies(cookies);
      const page = await context.newPage();
      if (path) await open(page, path);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
