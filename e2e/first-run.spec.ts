import { open } from "./browser/open.ts";
import { composer, message, roomRow, say } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";
import { startServer } from "./harness/server.ts";

test("a company is set up, somebody is invited, and the two talk in a group and between themselves", async ({
  visit,
}) => {
  test.slow();
  const server = await startServer();
  const ada = await visit(null, { url: server.url });

  await open(ada, "/");
  await expect(ada).toHaveURL("/setup");
  await ada.getByRole("group", { name: "Company" }).getByLabel("Name").fill("Difference Engines");
  const you = ada.getByRole("group", { name: "You, the first admin" });
  await you.getByLabel("Name").fill("Ada Lovelace");
  await you.getByLabel("E-mail").fill("ada@example.com");
  await you.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  await ada.getByRole("button", { name: "Set up and sign in" }).click();
  await expect(ada).toHaveURL("/rooms");
  await expect(ada.getByRole("heading", { name: "Start the first conversation" })).toBeVisible();

  await ada.getByRole("link", { name: "Invite people" }).click();
  await ada.getByRole("button", { name: "Make a link" }).click();
  const link = await ada.getByLabel("Send this link").inputValue();
  const grace = await visit(null, { url: server.url, path: link });
  await expect(grace.getByText("Ada Lovelace invites you as a colleague.")).toBeVisible();
  await grace.getByLabel("Name").fill("Grace Hopper");
  await grace.getByLabel("E-mail").fill("grace@example.com");
  await grace.getByLabel("Password", { exact: true }).fill("a ship in port is safe");
  await grace.getByRole("button", { name: "Join" }).click();
  await expect(grace).toHaveURL("/rooms");
  await expect(grace.getByRole("heading", { name: "Start the first conversation" })).toBeVisible();

  await ada.getByRole("link", { name: "Back to rooms" }).click();
  await ada.getByRole("button", { name: "New group" }).click();
  const dialog = ada.getByRole("dialog", { name: "New group" });
  await dialog.getByLabel("Name").fill("Engine room");
  await dialog.getByRole("option", { name: "Grace Hopper" }).click();
  await dialog.getByRole("button", { name: "Open the group" }).click();
  await expect(ada.getByRole("heading", { level: 1, name: "Engine room" })).toBeVisible();
  await expect(roomRow(grace, "Engine room")).toBeVisible();

  await say(ada, "Shall we begin?");
  await expect(message(ada, "Shall we begin?")).toBeVisible();
  await expect(roomRow(grace, "Engine room 1 unread")).toBeVisible();
  await roomRow(grace, "Engine room").click();
  await expect(message(grace, "Shall we begin?")).toBeVisible();
  await expect(grace.getByText("1 new", { exact: true })).toBeVisible();
  await expect(roomRow(grace, "Engine room 1 unread")).toBeHidden();

  await composer(grace).pressSequentially("At once");
  await expect(ada.getByText("Grace Hopper is typing")).toBeVisible();
  await composer(grace).press("Enter");
  await expect(message(ada, "At once")).toBeVisible();
  await expect(ada.getByText("Grace Hopper is typing")).toBeHidden();

  await ada.getByRole("button", { name: "New message or room" }).click();
  await ada.getByRole("menuitem", { name: "New message" }).click();
  await ada.getByRole("option", { name: "Grace Hopper" }).click();
  await expect(ada.getByRole("heading", { level: 1, name: "Grace Hopper" })).toBeVisible();
  await say(ada, "Between ourselves");
  await expect(roomRow(grace, /^Ada Lovelace.* 1 unread$/)).toBeVisible();
  await roomRow(grace, "Ada Lovelace").click();
  await expect(message(grace, "Between ourselves")).toBeVisible();
  await say(grace, "Not a word");
  await expect(message(ada, "Not a word")).toBeVisible();
  await expect(ada.getByRole("article")).toHaveText([/Between ourselves/, /Not a word/]);

  await grace.setViewportSize({ width: 390, height: 844 });
  await grace.getByRole("link", { name: "Back to rooms" }).click();
  await expect(roomRow(grace, "Ada Lovelace")).toContainText("You: Not a word");
  await expect(roomRow(grace, "Engine room")).toContainText("You: At once");

  await Promise.all([ada.close(), grace.close()]);
  await server.stop();
});
