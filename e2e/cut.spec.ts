import type { Page } from "@playwright/test";
import { open } from "./browser/open.ts";
import { composer, message, say, texts } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";
import { wireTo } from "./browser/wire.ts";
import type { Person } from "./harness/person.ts";

const deaf = process.env.PARLEY_LONG ? 30_000 : 5_000;

/** Thirty messages over the time that the other one hears nothing; some of them, and one from before, are changed. */
async function talkMeanwhile(person: Person, roomId: string, before: string): Promise<string[]> {
  const at = (id: string) => `/api/rooms/${roomId}/messages/${id}`;
  const said: string[] = [];
  for (let number = 1; number <= 30; number++) {
    const { id } = await person.post(roomId, `missed ${number}`);
    if (number % 10 === 0) {
      await person.must("PATCH", at(id), { content: `missed ${number}, changed` });
      said.push(`missed ${number}, changed (edited)`);
    } else if (number % 10 === 5) {
      await person.must("DELETE", at(id));
      said.push("Message deleted");
    } else said.push(`missed ${number}`);
    await new Promise((resolve) => setTimeout(resolve, deaf / 30));
  }
  await person.must("PATCH", at(before), { content: "before, changed" });
  return ["before, changed (edited)", ...said];
}

async function expectTexts(page: Page, expected: string[]): Promise<void> {
  await expect.poll(() => texts(page), { timeout: 20_000 }).toEqual(expected);
}

for (const { told, banner } of [
  { told: true, banner: "You are offline." },
  { told: false, banner: "The connection is gone." },
]) {
  test(`after a cut that the browser ${told ? "knows of" : "does not notice"}, all that was missed is there, in order, once`, async ({
    visit,
    stage,
    noise,
  }) => {
    test.slow();
    noise.expect(/net::ERR_/);
    const { ada, grace } = stage.ours;
    const roomId = await ada.openRoom({ type: "group", name: "Cut off", memberIds: [grace.id] });
    const { id } = await ada.post(roomId, "before");
    const wire = await wireTo(stage.site.url);
    const page = await visit(grace, { url: wire.url, path: `/rooms/${roomId}` });
    await expect(message(page, "before")).toBeVisible();

    await page.context().setOffline(told);
    wire.cut();
    const [expected] = await Promise.all([
      talkMeanwhile(ada, roomId, id),
      expect(page.getByText(banner)).toBeVisible(),
    ]);
    expect(await texts(page)).toEqual(["before"]);
    wire.mend();
    await page.context().setOffline(false);
    await expectTexts(page, expected);
    await expect(page.getByText(banner)).toBeHidden();
    await page.close();
    await wire.close();
  });
}

test("what is written offline waits, outlives a reload, and leaves once, in order", async ({ visit, stage, noise }) => {
  noise.expect(/net::ERR_/);
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Written offline", memberIds: [grace.id] });
  const reader = await visit(ada, { path: `/rooms/${roomId}` });
  const page = await visit(grace, { path: `/rooms/${roomId}` });
  const written = ["one", "two", "three", "four", "five"];

  await page.context().setOffline(true);
  for (const text of written) await say(page, text);
  await expect(message(page, "five")).toBeVisible();
  await expect(composer(page)).toHaveValue("");
  expect(await texts(reader)).toEqual([]);

  await page.route("**/messages", (route) => route.abort());
  await page.context().setOffline(false);
  await open(page, `/rooms/${roomId}`);
  expect(await texts(page)).toEqual(written);
  expect(await texts(reader)).toEqual([]);

  await page.unroute("**/messages");
  await expectTexts(reader, written);
  await expectTexts(page, written);
  const { messages } = await ada.must("GET", `/api/rooms/${roomId}/messages`);
  expect(messages.filter((each: { type: string }) => each.type === "text")).toHaveLength(5);
});
