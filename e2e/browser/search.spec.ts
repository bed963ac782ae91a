import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import type { Person } from "../harness/person.ts";
import { type Stage, setUp } from "../harness/stage.ts";

let stage: Stage;
let roomId: string;

test.beforeAll(async () => {
  stage = await setUp();
  const { grace, alan } = stage.ours;
  roomId = await grace.openRoom({ type: "group", name: "Compilers", memberIds: [alan.id] });
  const other = await grace.openRoom({ type: "group", name: "Firmware", memberIds: [alan.id] });
  await alan.post(roomId, "The calibration block of the first bench holds 0.35 %");
  await Promise.all(Array.from({ length: 60 }, (_, number) => grace.post(roomId, `Line ${number} of the log`)));
  await grace.post(roomId, "The last line of the log");
  await alan.post(other, "Calibrating the blocks again, see https://example.com/fm-210");
  await expect.poll(async () => (await grace.get("/api/search?q=calibration")).body.hits?.length).toBe(2);
});
test.afterAll(() => stage?.close());

async function enter(page: Page, person: Person, path: string): Promise<void> {
  const { hostname } = new URL(person.site.url);
  const cookies = [...person.cookies].map(([name, value]) => ({ name, value, domain: hostname, path: "/" }));
  await page.context().addCookies(cookies);
  await page.goto(person.site.url + path);
}

const results = (page: Page) => page.getByRole("list", { name: "Results" }).getByRole("link");

test("a key opens search, a result leads to its place in the room, and back to where one was", async ({ page }) => {
  await enter(page, stage.ours.grace, `/rooms/${roomId}`);
  await expect(page.getByRole("textbox", { name: "Message to Compilers" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("calibration block");
  await expect(page.getByRole("status").filter({ hasText: "2 messages in 2 rooms" })).toBeVisible();
  await expect(results(page).first().locator("mark")).toHaveText(["Calibrating", "blocks"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const found = page.getByRole("listitem").filter({ hasText: "The calibration block of the first bench" });
  await expect(found).toBeInViewport();
  await expect(page.getByText("The last line of the log", { exact: true })).not.toBeInViewport();
  await page.getByRole("link", { name: "Back to results" }).click();
  await expect(page.getByRole("searchbox")).toHaveValue("calibration block");
  await expect(results(page).nth(1)).toBeFocused();
});

test("chips narrow a search, are in the address, and go again", async ({ page }) => {
  await enter(page, stage.ours.grace, "/search?q=calibration");
  await expect(results(page)).toHaveCount(2);
  await page.getByRole("button", { name: "has", exact: true }).click();
  await page.getByRole("menuitem", { name: "link" }).click();
  await expect(results(page)).toHaveCount(1);
  await page.getByRole("button", { name: "in", exact: true }).click();
  await page.getByRole("combobox", { name: "In" }).fill("comp");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Nothing says “calibration”" })).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Remove filter has link" }).click();
  await expect(results(page)).toHaveCount(1);
  await expect(page).toHaveURL(/\/search\?q=calibration&roomId=/);
});

for (const [size, width] of Object.entries({ desk: 1280, phone: 390 })) {
  test(`says what to do before, while nothing is found and when it fails; axe finds nothing: ${size}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await enter(page, stage.ours.grace, "/rooms");
    const places = page.getByRole("navigation", { name: size === "phone" ? "Places" : "Rooms" });
    await places.getByRole("link", { name: "Search" }).click();
    await expect(page.getByRole("heading", { name: "Find what was said" })).toBeVisible();
    const axe = async () => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await axe();
    await page.getByRole("searchbox").fill("calibration");
    await expect(results(page)).toHaveCount(2);
    await axe();
    await page.getByRole("searchbox").fill("xylophone");
    await expect(page.getByRole("heading", { name: "Nothing says “xylophone”" })).toBeVisible();
    await page.route("**/api/search*", (route) => route.abort());
    await page.getByRole("searchbox").fill("bench");
    await expect(page.getByRole("heading", { name: "The search did not get through" })).toBeVisible();
    await page.unroute("**/api/search*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(results(page)).toHaveCount(1);
    await results(page).click();
    await expect(page).toHaveURL(/\/rooms\/.+\?at=/);
    await expect(page.getByText("The calibration block of the first bench")).toBeInViewport();
    await page.goBack();
    await expect(results(page)).toBeFocused();
  });
}

test("an admin switches search off, whereupon nothing is found by anyone, and on again", async ({ page }) => {
  const { ada, grace } = stage.theirs;
  const theirRoom = await grace.openRoom({ type: "group", name: "Difference", memberIds: [ada.id] });
  await grace.post(theirRoom, "The differential is in the cellar");
  const search = () => grace.get("/api/search?q=differential");
  await expect.poll(async () => (await search()).body.hits?.length).toBe(1);
  await enter(page, ada, "/admin/settings");
  await page.getByRole("button", { name: "Switch search off" }).click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Switch off", exact: true }).click();
  await expect(page.getByText("Nobody can search.")).toBeVisible();
  expect((await search()).status).toBe(403);
  await page.goto(`${ada.site.url}/search?q=differential`);
  await expect(page.getByText("Search is switched off for your company. An admin can switch it on.")).toBeVisible();
  await page.goto(`${ada.site.url}/admin/settings`);
  await page.getByRole("button", { name: "Switch search on" }).click();
  await expect(page.getByText("People can search the rooms that they may read.")).toBeVisible();
  await expect.poll(async () => (await search()).body.hits?.length).toBe(1);
});
