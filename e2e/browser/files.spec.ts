import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import type { Person } from "../harness/person.ts";
import { type Stage, setUp } from "../harness/stage.ts";

let stage: Stage;
let roomId: string;
let picture: Buffer;

test.beforeAll(async () => {
  stage = await setUp();
  const { grace, alan } = stage.ours;
  roomId = await grace.openRoom({ type: "group", name: "Compilers", memberIds: [alan.id] });
  const background = { r: 12, g: 93, b: 92 };
  picture = await sharp({ create: { width: 1600, height: 900, channels: 3, background } })
    .png()
    .toBuffer();
});
test.afterAll(() => stage?.close());

async function enter(page: Page, person: Person): Promise<void> {
  const { hostname } = new URL(person.site.url);
  const cookies = [...person.cookies].map(([name, value]) => ({ name, value, domain: hostname, path: "/" }));
  await page.context().addCookies(cookies);
  await page.goto(`${person.site.url}/rooms/${roomId}`);
  await expect(page.getByRole("textbox", { name: "Message to Compilers" })).toBeVisible();
}

const attach = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.getByLabel("Files to attach").setInputFiles(files);
const document_ = { name: "plan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 plan") };

test("a file and a picture are attached, sent and seen on the other screen, which does not jump", async ({
  browser,
}) => {
  const [one, other] = [await browser.newPage(), await browser.newPage()];
  await enter(one, stage.ours.grace);
  await enter(other, stage.ours.alan);
  await attach(one, [document_, { name: "bench.png", mimeType: "image/png", buffer: picture }]);
  const tiles = one.getByRole("list", { name: "Attachments" }).getByRole("listitem");
  await expect(tiles).toHaveCount(2);
  await one.getByRole("textbox", { name: "Message to Compilers" }).fill("Both of them");
  await one.keyboard.press("Enter");
  await expect(tiles).toHaveCount(0);
  for (const page of [one, other]) {
    const row = page.getByRole("listitem").filter({ hasText: "Both of them" });
    await expect(row.getByRole("link", { name: "plan.pdf", exact: true })).toBeVisible();
    const image = row.getByRole("img", { name: "bench.png" });
    await expect(image).toHaveJSProperty("complete", true);
    const box = await image.boundingBox();
    expect(Math.round(((box?.width ?? 0) / (box?.height ?? 1)) * 100)).toBe(Math.round((1600 / 900) * 100));
    expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(880);
  }
  const downloading = other.waitForEvent("download");
  await other.getByRole("link", { name: "Download plan.pdf" }).click();
  expect((await downloading).suggestedFilename()).toBe("plan.pdf");
});

test("what cannot go says so and leaves the text; a tile goes by its button, and the focus is in the text", async ({
  page,
}) => {
  await enter(page, stage.ours.grace);
  const field = page.getByRole("textbox", { name: "Message to Compilers" });
  await field.fill("My words");
  await attach(page, [
    { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
    { name: "broken.png", mimeType: "image/png", buffer: picture.subarray(0, 300) },
  ]);
  const tiles = page.getByRole("list", { name: "Attachments" }).getByRole("listitem");
  await expect(tiles.nth(0).getByRole("alert")).toHaveText("Empty, or a folder");
  await expect(tiles.nth(1).getByRole("alert")).toHaveText("This image is damaged.");
  await expect(page.getByText("What could not be uploaded is left out when you send.")).toBeVisible();
  await page.getByRole("button", { name: "Remove empty.txt" }).click();
  await expect(tiles).toHaveCount(1);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("My words");
});

test("pictures are pasted, files dropped; sending waits until they are up; a cancelled one is not sent", async ({
  page,
}) => {
  await enter(page, stage.ours.grace);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/files", async (route) => {
    await held;
    await route.continue();
  });
  const give = (kind: "paste" | "drop", name: string) =>
    page.evaluate(
      ({ kind, name }) => {
        const data = new DataTransfer();
        data.items.add(new File(["words"], name, { type: "text/csv" }));
        const options = { bubbles: true, cancelable: true };
        const event =
          kind === "paste"
            ? new ClipboardEvent("paste", { ...options, clipboardData: data })
            : new DragEvent("drop", { ...options, dataTransfer: data });
        (kind === "paste" ? document.querySelector("textarea") : document.body)?.dispatchEvent(event);
      },
      { kind, name },
    );
  await give("paste", "pasted.csv");
  await give("drop", "dropped.csv");
  await give("drop", "unwanted.csv");
  const tiles = page.getByRole("list", { name: "Attachments" }).getByRole("listitem");
  await expect(tiles).toHaveCount(3);
  await page.getByRole("button", { name: "Cancel unwanted.csv" }).click();
  await page.keyboard.press("Enter");
  await expect(page.getByText("It is sent as soon as its files are uploaded.")).toBeVisible();
  release();
  const row = page.getByRole("listitem").filter({ hasText: "pasted.csv" });
  await expect(row.getByRole("link", { name: "dropped.csv", exact: true })).toBeVisible();
  await expect(tiles).toHaveCount(0);
  await expect(page.getByText("unwanted.csv")).toHaveCount(0);
});

test("axe finds nothing, on a desk and on a phone, light and dark", async ({ browser }) => {
  const { AxeBuilder } = await import("@axe-core/playwright");
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ viewport: size, colorScheme });
      const page = await context.newPage();
      await enter(page, stage.ours.grace);
      await attach(page, [document_, { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) }]);
      await expect(page.getByText("Uploaded, ready to be sent")).toBeAttached();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      await context.close();
    }
  }
});
