import { expectAccessible, phone } from "./browser/accessible.ts";
import { composer, message, roomRow } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";

test("somebody is called by a few letters and the keyboard, and sees it wherever they are", async ({
  visit,
  stage,
}) => {
  const { grace, alan, katherine } = stage.ours;
  const memberIds = [alan.id, katherine.id];
  const roomId = await grace.openRoom({ type: "group", name: "Launch", memberIds });
  const elsewhere = await alan.openRoom({ type: "group", name: "Elsewhere", memberIds: [] });
  const called = await visit(alan, { path: `/rooms/${elsewhere}` });
  const page = await visit(grace, { path: `/rooms/${roomId}` });
  const list = page.getByRole("listbox", { name: "People to mention" });

  await composer(page).pressSequentially("Who counts down? @");
  await expect(list.getByRole("option")).toHaveText([/Alan Turing/, /Katherine Johnson/, /@room/]);
  await page.keyboard.type("jo");
  await expect(list.getByRole("option")).toHaveText([/Katherine Johnson/]);
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await page.keyboard.type("h");
  await expect(list, "closed, it stays so").toBeHidden();
  await composer(page).fill("");
  await page.keyboard.type("@");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("@Alan Turing ");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("counts down");
  await page.keyboard.press("Enter");
  await expect(message(page, "@Alan Turing counts down").locator("bdi", { hasText: "@Alan Turing" })).toBeVisible();

  await expect(roomRow(called, "Launch")).toContainText("mentions: 1");
  await expectAccessible(called, [phone]);
  await roomRow(called, "Launch").click();
  await expect(message(called, "@Alan Turing counts down")).toHaveCSS("box-shadow", /inset/);
  await expect(roomRow(called, "Launch")).not.toContainText("mentions");
  await expectAccessible(called);
  await expect(message(page, "@Alan Turing counts down"), "it calls others").toHaveCSS("box-shadow", "none");

  await composer(page).pressSequentially("@ro");
  await page.keyboard.press("Tab");
  await expect(composer(page)).toHaveValue("@room ");
  await page.keyboard.type("lift-off");
  await page.keyboard.press("Enter");
  await expect(message(called, "@room lift-off")).toHaveCSS("box-shadow", /inset/);
  await expect(message(page, "@room lift-off")).not.toContainText("Sending");
  await expect(message(page, "@room lift-off")).toHaveCSS("box-shadow", "none");
  await composer(called).pressSequentially("@ro");
  await expect(called.getByRole("option"), "whoever keeps no room calls no room").toHaveCount(0);
});

test("on a phone a tap takes a name, and the keyboard stays", async ({ visit, stage }) => {
  const { grace, alan } = stage.ours;
  const roomId = await grace.openRoom({ type: "group", name: "Taps", memberIds: [alan.id] });
  const page = await visit(grace, { path: `/rooms/${roomId}`, viewport: phone, hasTouch: true });
  await composer(page).fill("Ask");
  await page.getByRole("button", { name: "Mention somebody" }).tap();
  const option = page.getByRole("option", { name: /Alan Turing/ });
  await expect(option).toBeInViewport({ ratio: 1 });
  await expectAccessible(page, [phone]);
  await option.tap();
  await expect(composer(page)).toHaveValue("Ask @Alan Turing ");
  await expect(composer(page)).toBeFocused();
});
