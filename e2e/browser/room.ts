import type { Locator, Page } from "@playwright/test";

/** Where one writes in the open room. */
export const composer = (page: Page): Locator => page.getByRole("textbox", { name: /^Message to / });

/** The rows of the open room with this text. */
export const message = (page: Page, text: string | RegExp): Locator =>
  page.getByRole("list", { name: "Messages" }).getByRole("article").filter({ hasText: text });

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** A room's row in the list. */
export const roomRow = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name });

/** The texts of the messages on the screen, from top to bottom; `(edited)` stands for the way to what they said before. */
export async function texts(page: Page): Promise<string[]> {
  const rows = page.getByRole("list", { name: "Messages" }).locator("article [data-anchor]");
  return (await rows.allTextContents()).map((text) => text.replace("edited, show what it said before", " (edited)"));
}

/** Chooses from what can be begun: a message, a room, or looking for one. */
export async function compose(page: Page, what: string): Promise<void> {
  await page.getByRole("button", { name: "New message or room" }).click();
  await page.getByRole("menuitem", { name: what }).click();
}
