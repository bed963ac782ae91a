import { desk, expectAccessible } from "./accessible.ts";
import { newcomer } from "./newcomer.ts";
import { open } from "./open.ts";
import { roomRow } from "./room.ts";
import { expect, test } from "./test.ts";

test("people are found by name or address, customers come last, and a row leads to the direct room", async ({
  visit,
  stage,
}) => {
  const { alan, carol, grace } = stage.ours;
  const page = await visit(alan, { path: "/rooms" });
  await page.getByRole("button", { name: "Difference Engines" }).click();
  await page.getByRole("menuitem", { name: "People" }).click();
  const list = page.getByRole("list", { name: "People" });
  await expect(list.getByRole("listitem").filter({ hasText: carol.name })).toContainText("Customer");
  await expect(list.getByRole("listitem").last()).toContainText("Customer");
  await expect(list.getByRole("listitem").first()).toContainText("Ada Lovelace");
  await expect(list.getByRole("button", { name: `Message ${carol.name}` })).toHaveCount(0);
  await expectAccessible(page);

  const search = page.getByRole("searchbox", { name: "Search people" });
  await search.fill(grace.email);
  await expect(list.getByRole("listitem")).toHaveText([/Grace Hopper/]);
  await search.fill("xylophone");
  await expect(page.getByRole("heading", { name: "Nobody matches" })).toBeVisible();
  await expectAccessible(page, [desk]);
  await search.fill("GRACE");
  await list.getByRole("button", { name: "Message Grace Hopper" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Grace Hopper" })).toBeVisible();
});

test("whether somebody is here shows beside their name: active, away, gone", async ({ visit, stage, noise }) => {
  noise.expect(/status of 401/);
  const { ada } = stage.ours;
  const person = await newcomer(stage, "Emmy Noether");
  await ada.openRoom({ type: "direct", memberIds: [person.id] });
  const page = await visit(ada, { path: "/rooms" });
  await expect(roomRow(page, "Emmy Noether")).toBeVisible();
  await expect(roomRow(page, /active|away/)).toHaveCount(0);

  const theirs = await visit(person);
  await theirs.clock.install();
  await open(theirs, "/rooms");
  await expect(roomRow(page, /^Emmy Noether.*active/)).toBeVisible();
  await theirs.clock.fastForward("06:00");
  await expect(roomRow(page, /^Emmy Noether.*away/)).toBeVisible();
  await expectAccessible(page, [desk]);
  await theirs.keyboard.press("Shift");
  await expect(roomRow(page, /^Emmy Noether.*active/)).toBeVisible();

  const { session } = await person.must("GET", "/api/me");
  await person.must("DELETE", `/api/sessions/${session.id}`);
  await expect(theirs).toHaveURL(/\/signin/);
  await expect(roomRow(page, /active|away/)).toHaveCount(0);
});
