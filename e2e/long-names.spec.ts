import type { Locator } from "@playwright/test";
import { phone } from "./browser/accessible.ts";
import { newcomer } from "./browser/newcomer.ts";
import { compose, composer, message } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";

const endless = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft";

/** Wholly on the screen, and nothing over it. */
async function expectInReach(control: Locator): Promise<void> {
  await expect(control).toBeInViewport({ ratio: 1 });
  await control.click({ trial: true });
}

test("on a phone nothing leaves the screen because of a long name or topic", async ({ visit, stage }) => {
  const { ada, grace } = stage.ours;
  const wolfe = await newcomer(stage, endless);
  const openId = await ada.openRoom({ type: "company", name: "Canteen", enrolment: "open" });
  await ada.must("PATCH", `/api/rooms/${openId}`, {
    topic: `What there is to eat, and when: ${"potatoes, ".repeat(9)}`,
  });
  const roomId = await ada.openRoom({ type: "group", name: "Long names", memberIds: [grace.id, wolfe.id] });
  const { id } = await wolfe.post(roomId, "Read what I wrote");
  await wolfe.must("POST", `/api/rooms/${roomId}/messages`, { content: "And this", replyToId: id });
  const page = await visit(grace, { path: "/rooms", viewport: { width: 390, height: 844 }, hasTouch: true });

  await compose(page, "Browse company rooms");
  await expectInReach(page.getByRole("button", { name: "Join Canteen" }));
  await page.keyboard.press("Escape");
  await compose(page, "New group");
  await page.getByRole("combobox", { name: "People" }).fill(endless.slice(0, 9));
  await page.getByRole("option", { name: endless }).click();
  for (const name of [`Remove ${endless}`, "Open the group"]) await expectInReach(page.getByRole("button", { name }));
  await page.keyboard.press("Escape");

  await page.goto(`/rooms/${roomId}`);
  const row = message(page, "Read what I wrote").first();
  await expect(row.locator("time").first()).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("button", { name: /^In reply to/ })).toContainText("Read what I wrote");
  await row.dispatchEvent("pointerdown", { pointerType: "touch" });
  await page.getByRole("dialog").getByRole("button", { name: "Reply" }).click();
  await expectInReach(page.getByRole("button", { name: "Cancel the reply" }));
});

test("an agent gets to the staff note whatever the customer is called", async ({ visit, stage }) => {
  const { nobody, ours } = stage;
  const { slug } = (await ours.ada.must("GET", "/api/me")).company;
  const { room } = await nobody.must("POST", `/api/help/${slug}/conversations`, {
    name: endless,
    email: "wolfe@example.com",
    content: "Where is my parcel?",
  });
  nobody.cookies.clear();
  for (const viewport of [{ width: 1280, height: 800 }, phone]) {
    const page = await visit(ours.edsger, { path: `/support/${room.id}`, viewport });
    const switchToNote = page.getByRole("button", { name: "Staff note" });
    await expectInReach(switchToNote);
    await switchToNote.click();
    await expect(page.getByRole("textbox", { name: "Staff note" })).toBeFocused();
  }
});

test("whoever chooses whom to write to can write at once", async ({ visit, stage }) => {
  const { linus } = stage.ours;
  const page = await visit(linus, { path: "/rooms" });
  await compose(page, "New message");
  await page.getByRole("combobox").fill("Barbara");
  await expect(page.getByRole("option", { name: /Barbara/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("Hello");
  await page.keyboard.press("Enter");
  await expect(message(page, "Hello")).toBeVisible();
});

test("a drawer of details takes the focus, and gives it back when it is closed with Escape", async ({
  visit,
  stage,
}) => {
  const { alan } = stage.ours;
  const roomId = await alan.openRoom({ type: "group", name: "Narrow" });
  const page = await visit(alan, { path: `/rooms/${roomId}`, viewport: { width: 900, height: 800 } });
  const details = page.getByRole("button", { name: "Details", exact: true });
  await details.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Close details" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: "Details of Narrow" })).toBeHidden();
  await expect(details).toBeFocused();
});
