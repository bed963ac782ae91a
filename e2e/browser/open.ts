import { expect, type Page } from "@playwright/test";

/** Goes to a page and waits until it is alive: what is typed before that is typed into a picture. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await alive(page);
}

export async function alive(page: Page): Promise<void> {
  const isAlive = () =>
    [...document.querySelectorAll("main, form, button")].every((element) =>
      Object.keys(element).some((key) => key.startsWith("__reactProps")),
    );
  await expect.poll(() => page.evaluate(isAlive)).toBe(true);
}
