import { desk, expectAccessible, phone } from "./browser/accessible.ts";
import { newcomer } from "./browser/newcomer.ts";
import { open } from "./browser/open.ts";
import { message, say } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";
import { startServer } from "./harness/server.ts";

test("setting up", async ({ visit }) => {
  const server = await startServer();
  const page = await visit(null, { url: server.url, path: "/setup" });
  await expectAccessible(page);
  await page.getByRole("button", { name: "Set up and sign in" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page);
  await page.close();
  await server.stop();
});

test("signing in, an invite, and nothing", async ({ visit, stage, noise }) => {
  const page = await visit(null, { url: stage.site.url, path: "/signin" });
  await expectAccessible(page);
  const { token } = await stage.ours.ada.must("POST", "/api/invites", { role: "employee" });
  await open(page, `/invite/${token}`);
  await expectAccessible(page);
  await open(page, "/invite/there-is-no-such-invite");
  await expectAccessible(page, [desk]);
  noise.expect(/status of 404/);
  await open(page, "/nowhere");
  await expectAccessible(page, [desk]);
});

test("the rooms of a newcomer, and what opens rooms", async ({ visit, stage }) => {
  const page = await visit(await newcomer(stage), { path: "/rooms" });
  await expectAccessible(page);
  await page.getByRole("button", { name: "New message or room" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, [desk]);
  await page.getByRole("menuitem", { name: "New group" }).click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "New message", exact: true }).click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible(page, [desk]);
});

test("a room with all that can be in it", async ({ visit, stage }) => {
  const { ada, grace, alan } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Engine room", memberIds: [grace.id, alan.id] });
  await ada.must("PATCH", `/api/rooms/${roomId}`, { topic: "All about the engine" });
  const first = await ada.post(roomId, "A plain line with https://example.com/a-link and `code`");
  await ada.post(roomId, "```ts\nconst answer = 42;\n```");
  const gone = await ada.post(roomId, "To be deleted");
  await ada.must("DELETE", `/api/rooms/${roomId}/messages/${gone.id}`);
  await ada.must("PATCH", `/api/rooms/${roomId}/messages/${first.id}`, { content: "A plain line, edited" });
  await grace.must("PUT", `/api/rooms/${roomId}/messages/${first.id}/reactions/${encodeURIComponent("👍")}`);
  await alan.must("POST", `/api/rooms/${roomId}/messages`, { content: "answers", replyToId: first.id });
  await alan.must("POST", `/api/rooms/${roomId}/messages`, { content: "waves", type: "action" });

  const page = await visit(grace, { path: `/rooms/${roomId}` });
  await say(page, "My own");
  await expect(message(page, "My own")).toBeVisible();
  await expectAccessible(page);

  await message(page, "My own").hover();
  await message(page, "My own").getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, [desk]);
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Keep it" }).click();

  await message(page, "My own").hover();
  await message(page, "My own").getByRole("button", { name: "React" }).click();
  await expect(page.getByRole("searchbox", { name: "Find an emoji" })).toBeVisible();
  await expectAccessible(page, [desk]);
  await page.keyboard.press("Escape");

  await message(page, "My own").hover();
  await message(page, "My own").getByRole("button", { name: "Edit" }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await message(page, "A plain line")
    .first()
    .getByRole("button", { name: /^edited/ })
    .click();
  await expect(page.getByRole("dialog").getByText("At first")).toBeVisible();
  await expectAccessible(page);
});

test("the details of a room and its dialogs", async ({ visit, stage }) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Engine room", memberIds: [grace.id] });
  const page = await visit(ada, { path: `/rooms/${roomId}/details` });
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Grace Hopper/ }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, [phone]);
  await page.keyboard.press("Escape");
  for (const opens of ["Name and topic", "Add people", "Archive", "Leave this room"]) {
    await page.getByRole("button", { name: opens }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page, [desk]);
    await page.keyboard.press("Escape");
  }
});

test("the pages of an admin", async ({ visit, stage }) => {
  const page = await visit(stage.ours.ada, { path: "/admin/people" });
  await expectAccessible(page);
  await page.getByRole("button", { name: "Actions for Alan Turing" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, [desk]);
  await page.keyboard.press("Escape");
  await open(page, "/admin/invites");
  await page.getByRole("button", { name: "Make a link" }).click();
  await expect(page.getByLabel("Send this link")).toBeVisible();
  await expectAccessible(page);
  await open(page, "/admin/limits");
  await expectAccessible(page);
  await open(page, "/admin/rooms");
  await expectAccessible(page);
  await open(page, "/admin/audit");
  await expectAccessible(page);
});

test("one's own page, and a room that is not there", async ({ visit, stage, noise }) => {
  const page = await visit(stage.ours.grace, { path: "/you" });
  await expectAccessible(page);
  noise.expect(/status of 404/);
  noise.expect(/0000: $/); // where the page was streaming already, Next reports its absence as an error without words
  await open(page, "/rooms/00000000-0000-7000-8000-000000000000");
  await expectAccessible(page);
});
