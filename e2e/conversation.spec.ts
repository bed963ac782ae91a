import type { Page } from "@playwright/test";
import { open } from "./browser/open.ts";
import { composer, message, say, texts } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";
import type { Person } from "./harness/person.ts";

test("a message is edited, its history read, and another deleted", async ({ visit, stage }) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Second thoughts", memberIds: [grace.id] });
  const [writer, reader] = [
    await visit(ada, { path: `/rooms/${roomId}` }),
    await visit(grace, { path: `/rooms/${roomId}` }),
  ];
  await say(writer, "Good mornign");
  await expect(message(reader, "Good mornign")).toBeVisible();

  await composer(writer).press("ArrowUp");
  const field = writer.getByRole("textbox", { name: "Message", exact: true });
  await expect(field).toBeFocused();
  await field.fill("Good morning");
  await field.press("Enter");
  await expect(composer(writer)).toBeFocused();
  await expect(message(reader, "Good morning")).toContainText("edited");
  await message(reader, "Good morning")
    .getByRole("button", { name: /^edited/ })
    .click();
  await expect(reader.getByRole("dialog").getByRole("listitem")).toHaveText([
    /Now.*Good morning/,
    /At first.*Good mornign/,
  ]);
  await reader.keyboard.press("Escape");

  await message(writer, "Good morning").hover();
  await message(writer, "Good morning").getByRole("button", { name: "More actions" }).click();
  await writer.getByRole("menuitem", { name: "Delete" }).click();
  await writer.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(message(reader, "Message deleted")).toBeVisible();
  expect(await texts(reader)).toEqual(["Message deleted"]);
});

test("a reply quotes what it answers and leads back to it", async ({ visit, stage }) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Questions", memberIds: [grace.id] });
  const question = await ada.post(roomId, "What is the answer?");
  for (let number = 1; number <= 60; number++) await ada.post(roomId, `chatter ${number}`);
  await readAll(grace, roomId);
  const page = await visit(grace, { path: `/rooms/${roomId}` });
  await expect(message(page, "chatter 60")).toBeInViewport();
  await message(page, "chatter 60").hover();
  await message(page, "chatter 60").getByRole("button", { name: "Reply" }).click();
  await expect(composer(page)).toBeFocused();
  await say(page, "Forty-two");
  await expect(message(page, "Forty-two")).toContainText("In reply to Ada Lovelacechatter 60");

  await ada.must("POST", `/api/rooms/${roomId}/messages`, { content: "Well?", replyToId: question.id });
  await message(page, "Well?")
    .getByRole("button", { name: /^In reply to/ })
    .click();
  const source = page.getByRole("article").filter({ hasText: /What is the answer\?$/ });
  await expect(source).toBeInViewport();
  await expect(source).toBeFocused();
  await page.getByRole("button", { name: "Jump to newest" }).click();
  await expect(message(page, "Well?")).toBeInViewport();
});

test("both react to a message, and take it back", async ({ visit, stage }) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Applause", memberIds: [grace.id] });
  await ada.post(roomId, "It runs");
  const [one, other] = [
    await visit(ada, { path: `/rooms/${roomId}` }),
    await visit(grace, { path: `/rooms/${roomId}` }),
  ];
  await message(other, "It runs").hover();
  await message(other, "It runs").getByRole("button", { name: "React" }).click();
  await other.getByRole("searchbox").fill("thumbs up");
  await other.getByRole("searchbox").press("Enter");
  const pill = message(one, "It runs").getByRole("button", { name: /^Thumbs up/i });
  await expect(pill).toContainText("1: Grace Hopper");
  await pill.click();
  await expect(message(other, "It runs").getByRole("button", { name: /^Thumbs up/i })).toContainText("2:");
  await pill.click();
  await expect(message(other, "It runs").getByRole("button", { name: /^Thumbs up/i })).toContainText("1: you");
});

test("actions, copying, and reading again later", async ({ visit, stage }) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Odds and ends", memberIds: [grace.id] });
  for (const text of ["first", "second", "third"]) await ada.post(roomId, text);
  const page = await visit(grace, { path: `/rooms/${roomId}`, permissions: ["clipboard-read", "clipboard-write"] });
  const row = page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Odds and ends" });
  await expect(row).not.toContainText("unread");
  await say(page, "/me waves");
  await expect(message(page, "Grace Hopper waves")).toBeVisible();

  const choose = async (text: string, action: string) => {
    await message(page, text).hover();
    await message(page, text).getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };
  await choose("second", "Copy text");
  await expect(page.getByText("Text copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("second");
  await choose("second", "Unread from here");
  await expect(row).toContainText("2 unread");
});

test("what is new stays marked where it began, and the way to the newest says how much came", async ({
  visit,
  stage,
}) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Catching up", memberIds: [grace.id] });
  for (let number = 1; number <= 40; number++) await ada.post(roomId, `old ${number}`);
  await readAll(grace, roomId);
  for (let number = 1; number <= 30; number++) await ada.post(roomId, `unread ${number}`);
  const page = await visit(grace, { path: `/rooms/${roomId}` });

  const divider = page.getByText("30 new", { exact: true });
  const follows = (text: string) => expect(page.locator("[data-new] + [role=listitem]")).toContainText(text);
  await expect(divider).toBeInViewport();
  await follows("unread 1");
  await ada.post(roomId, "and one more");
  await expect(page.getByRole("button", { name: "1 new below" })).toBeVisible();
  await expect(divider).toBeInViewport();
  await page.getByRole("button", { name: "1 new below" }).click();
  await expect(message(page, "and one more")).toBeInViewport();
  await expect(
    page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Catching up" }),
  ).not.toContainText("unread");
  await say(page, "I am here");
  await expect(message(page, "I am here")).toBeInViewport();
  await expect(divider).toHaveText("30 new");
  await follows("unread 1");
});

test("older messages load without a jump", async ({ visit, stage }) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Long history", memberIds: [grace.id] });
  const lines = (number: number) => `line ${number}\n`.repeat(1 + (number % 4)).trim();
  await Promise.all(Array.from({ length: 300 }, (_, number) => ada.post(roomId, lines(number))));
  await readAll(grace, roomId);
  const page = await visit(grace);
  const held: (() => void)[] = [];
  await page.route("**/messages?before=*", async (route) => {
    await new Promise<void>((release) => held.push(release));
    await route.continue();
  });
  await open(page, `/rooms/${roomId}`);
  for (let loaded = 50; loaded < 300; loaded += 50) {
    const toTheTop = loaded % 100 === 0;
    await expect.poll(() => scrollUp(page, toTheTop ? 100_000 : 500).then(() => held.length)).toBe(1);
    await expect(page.getByRole("article")).toHaveCount(loaded);
    const { id, top } = await firstInSight(page);
    held.pop()?.();
    await expect(page.getByRole("article")).toHaveCount(loaded + 50);
    expect(Math.abs((await topOf(page, id)) - top)).toBeLessThanOrEqual(1);
  }
  await scrollUp(page, 100_000);
  expect((await texts(page)).toSorted()).toEqual(Array.from({ length: 300 }, (_, number) => lines(number)).toSorted());
  await expect(page.getByRole("article").first()).toBeInViewport();
});

test("the keyboard walks through messages that stay in sight, and what is edited comes into sight", async ({
  visit,
  stage,
}) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "A long walk", memberIds: [grace.id] });
  await grace.post(roomId, "mine");
  await Promise.all(Array.from({ length: 40 }, (_, number) => ada.post(roomId, `line ${number}`)));
  await readAll(grace, roomId);
  const page = await visit(grace);
  await open(page, `/rooms/${roomId}`);
  const focused = page.locator("[data-message]:focus");

  await page.getByRole("textbox").press("Shift+Tab");
  await expect(focused).toBeInViewport();
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press("ArrowUp");
    await expect(focused).toBeInViewport();
  }
  await page.keyboard.press("End");
  await expect(focused).toBeInViewport();
  await page.keyboard.press("Escape");

  await page.getByRole("textbox").press("ArrowUp");
  await expect(page.getByRole("form", { name: "Edit message" })).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("toolbar")).toHaveCount(0);
});

async function readAll(person: Person, roomId: string): Promise<void> {
  const { room } = await person.must("GET", `/api/rooms/${roomId}`);
  await person.must("PUT", `/api/rooms/${roomId}/read`, { seq: room.lastSeq });
}

/** Scrolls and lets the page draw. */
function scrollUp(page: Page, pixels: number): Promise<void> {
  return page.getByRole("list", { name: "Messages" }).evaluate((list, by) => {
    const scroller = list.parentElement?.parentElement;
    scroller?.scrollBy({ top: -by, behavior: "instant" });
    return new Promise<void>((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())));
  }, pixels);
}

/** The first text in sight: its row, and where it stands. */
function firstInSight(page: Page): Promise<{ id: string; top: number }> {
  return page.getByRole("list", { name: "Messages" }).evaluate((list) => {
    const edge = list.parentElement?.parentElement?.getBoundingClientRect().top ?? 0;
    const topOf = (row: Element) => row.querySelector("[data-anchor]")?.getBoundingClientRect().top ?? 0;
    const row = [...list.querySelectorAll("article")].find((each) => topOf(each) >= edge);
    return row ? { id: row.id, top: topOf(row) } : { id: "", top: 0 };
  });
}

function topOf(page: Page, id: string): Promise<number> {
  return page.locator(`[id="${id}"] [data-anchor]`).evaluate((text) => text.getBoundingClientRect().top);
}
