import { newcomer } from "./browser/newcomer.ts";
import { message, texts } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";

const override = "\u202e";
const wild = [
  `<img src=x onerror="window.wild = 1"><script>window.wild = 1</script>`,
  `<a href="javascript:window.wild=1">click</a> [click](javascript:window.wild=1) javascript:window.wild=1`,
  `https://example.com/"onmouseover="window.wild=1 https://user:pass@example.com/?q=<script>`,
  `${override}this runs backwards${override} and never ends`,
  "w".repeat(10_000),
  "👩‍👩‍👧‍👦🏳️‍🌈".repeat(200),
  `Z${"\u0300".repeat(500)}algo`,
  "```html\n<script>window.wild = 1</script>\n```",
  "{{constructor.constructor('window.wild=1')()}} #{window.wild=1} %3Cscript%3E &lt;b&gt;",
];

test("what people write stays text, whatever it looks like", async ({ visit, stage }) => {
  const { ada } = stage.ours;
  const stranger = await newcomer(stage, `<b onclick="window.wild=1">Bobby</b> Tables`);
  const name = `<script>window.wild = 1</script>`;
  const roomId = await ada.openRoom({ type: "group", name, memberIds: [stranger.id] });
  await ada.must("PATCH", `/api/rooms/${roomId}`, { topic: `<img src=x onerror="window.wild = 1">` });
  const { lastSeq } = (await ada.must("GET", `/api/rooms/${roomId}`)).room;
  await ada.must("PUT", `/api/rooms/${roomId}/read`, { seq: lastSeq });
  const ids = [];
  for (const content of wild) ids.push((await stranger.post(roomId, content)).id);
  await ada.must("POST", `/api/rooms/${roomId}/messages`, { content: "In reply", replyToId: ids[0] });

  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const page = await visit(ada, { path: `/rooms/${roomId}`, viewport });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(message(page, "In reply")).toBeVisible();
    const shown = await texts(page);
    expect(shown[0]).toBe(wild[0]);
    expect(shown[1]).toBe(wild[1]);
    expect(shown[4]).toBe(wild[4]);

    const list = page.getByRole("list", { name: "Messages" });
    expect(await list.locator("img, script, iframe, b, [onerror], [onclick], [onmouseover]").count()).toBe(0);
    const links = await list
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
    expect(new Set(links)).toEqual(new Set(["https:"]));
    const { scroll, client } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scroll: scrollWidth, client: clientWidth };
    });
    expect(scroll).toBe(client);
    for (const row of await page.getByRole("article").all()) {
      const box = await row.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
    }
    expect(await page.evaluate(() => "wild" in window)).toBe(false);
  }
});
