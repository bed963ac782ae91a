import type { Page } from "@playwright/test";
import { open } from "./browser/open.ts";
import { composer, message, texts } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";
import { castInto, password } from "./harness/cast.ts";
import { Person } from "./harness/person.ts";
import { startServer } from "./harness/server.ts";
import { newStorage } from "./harness/storage.ts";

const send = (page: Page) => page.getByRole("button", { name: "Send", exact: true });

test("Enter sends, Shift+Enter breaks the line, and an input method's Enter does neither", async ({ visit, stage }) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Keys", memberIds: [grace.id] });
  const page = await visit(ada, { path: `/rooms/${roomId}` });
  await composer(page).pressSequentially("one");
  await composer(page).press("Shift+Enter");
  await composer(page).pressSequentially("two");
  await expect(composer(page)).toHaveValue("one\ntwo");
  await composer(page).press("Enter");
  await expect(composer(page)).toHaveValue("");
  await expect(message(page, "one")).toBeVisible();
  expect(await texts(page)).toEqual(["one\ntwo"]);

  await composer(page).evaluate((field) => {
    field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    const enter = { key: "Enter", code: "Enter", bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent("keydown", { ...enter, isComposing: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { ...enter, keyCode: 229 }));
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue(/にほん/);
  await devtools.send("Input.insertText", { text: "日本" });
  await composer(page).press("Enter");
  await expect(message(page, "日本")).toBeVisible();
  expect(await texts(page)).toHaveLength(2);
});

test("what is typed is kept for each room over a reload", async ({ visit, stage }) => {
  const { ada } = stage.ours;
  const rooms = [
    await ada.openRoom({ type: "group", name: "Here" }),
    await ada.openRoom({ type: "group", name: "There" }),
  ];
  const page = await visit(ada);
  for (const [index, room] of rooms.entries()) {
    await open(page, `/rooms/${room}`);
    await composer(page).pressSequentially(`draft ${index}`);
  }
  for (const [index, room] of rooms.entries()) {
    await open(page, `/rooms/${room}`);
    await expect(composer(page)).toHaveValue(`draft ${index}`);
  }
});

test("ten thousand characters are sent, and one more is not", async ({ visit, stage }) => {
  const { ada } = stage.ours;
  const page = await visit(ada, { path: `/rooms/${await ada.openRoom({ type: "group", name: "Long letters" })}` });
  const most = "😀".repeat(5_000) + "a".repeat(5_000);
  await composer(page).fill(`${most}b`);
  await expect(page.getByText("this one has 1 too many")).toBeVisible();
  await expect(send(page)).toBeDisabled();
  await composer(page).press("Enter");
  await expect(composer(page)).toHaveValue(`${most}b`);
  await composer(page).fill(most);
  await composer(page).press("Enter");
  await expect(composer(page)).toHaveValue("");
  await expect.poll(() => texts(page)).toEqual([most]);
});

test("who writes too quickly keeps the text and is told when it can leave", async ({ visit, noise }) => {
  noise.expect(/status of 429/);
  const storage = await newStorage();
  const [{ ada: viewer }] = await castInto(storage);
  const server = await startServer({ storage, env: { RATE_LIMIT_FACTOR: "1" } });
  const ada = new Person({ url: server.url }, { email: `ada.${viewer.userId}@example.com`, password });
  await ada.signIn();
  const page = await visit(ada, { path: `/rooms/${await ada.openRoom({ type: "group", name: "In a hurry" })}` });
  const written = Array.from({ length: 40 }, (_, index) => `message ${index + 1}`);
  for (const text of written) {
    if (await page.getByText("That was quick.").isVisible()) break;
    await composer(page).pressSequentially(text); // as people do: behind what was given back a moment ago
    await composer(page).press("Enter");
  }
  await expect(page.getByText(/You can send again in \d+ s; your text stays here/)).toBeVisible();
  const kept = await composer(page).inputValue();
  const left = await texts(page);
  expect(left.length).toBeGreaterThanOrEqual(10);
  const all = [...left, ...kept.split("\n")].join(""); // what is typed on joins what was given back into an empty field
  expect(written.join("").slice(0, all.length)).toBe(all);
  await expect(send(page)).toBeEnabled();
  await expect(page.getByText("That was quick.")).toBeHidden();
  await composer(page).press("Enter");
  await expect(composer(page)).toHaveValue("");
  await expect.poll(() => texts(page)).toEqual([...left, kept]);
  await page.close();
  await server.stop();
});

test("whoever stands on a message while it arrives goes on standing there", async ({ visit, stage }) => {
  const { ada } = stage.ours;
  const page = await visit(ada, { path: `/rooms/${await ada.openRoom({ type: "group", name: "Slow post" })}` });
  const gate = Promise.withResolvers<void>();
  await page.route("**/messages", async (route) => {
    await gate.promise;
    await route.continue();
  });
  await composer(page).fill("On its way");
  await composer(page).press("Enter");
  const row = message(page, "On its way").first();
  await expect(row).toContainText("Sending");
  await row.focus();
  gate.resolve();
  await expect(row).not.toContainText("Sending");
  await expect(row).toBeFocused();
});
