import type { Page } from "@playwright/test";
import { newcomer } from "./browser/newcomer.ts";
import { open } from "./browser/open.ts";
import { message, roomRow, say } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";
import { password } from "./harness/cast.ts";

const details = (page: Page) => page.getByRole("complementary", { name: /^Details of/ });

test("members are added, get another role, and are removed", async ({ visit, stage }) => {
  const { ada, grace, alan } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Comings and goings", memberIds: [grace.id] });
  const owner = await visit(ada, { path: `/rooms/${roomId}` });
  const added = await visit(alan, { path: "/rooms" });

  await details(owner).getByRole("button", { name: "Add people" }).click();
  const dialog = owner.getByRole("dialog", { name: "Add people" });
  await dialog.getByRole("combobox").fill("Alan");
  await dialog.getByRole("option", { name: "Alan Turing" }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(owner.getByText("Ada Lovelace added Alan Turing")).toBeVisible();
  await roomRow(added, "Comings and goings").click();
  await say(added, "Here I am");
  await expect(message(owner, "Here I am")).toBeVisible();
  await expect(details(added).getByRole("button", { name: "Add people" })).toBeHidden();

  await details(owner)
    .getByRole("button", { name: /^Alan Turing/ })
    .click();
  await owner.getByRole("menuitemradio", { name: "Admin" }).click();
  await expect(details(added).getByRole("button", { name: "Add people" })).toBeVisible();

  await details(owner)
    .getByRole("button", { name: /^Alan Turing/ })
    .click();
  await owner.getByRole("menuitem", { name: "Remove from the room" }).click();
  await expect(added.getByRole("heading", { name: "This room is closed to you now" })).toBeVisible();
  await expect(roomRow(added, "Comings and goings")).toBeHidden();
  await expect(details(owner).getByText("Alan Turing")).toBeHidden();
});

test("a room gets another name and a topic, is archived and opened again", async ({ visit, stage }) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Working title", memberIds: [grace.id] });
  const owner = await visit(ada, { path: `/rooms/${roomId}` });
  const member = await visit(grace, { path: `/rooms/${roomId}` });

  await details(owner).getByRole("button", { name: "Name and topic" }).click();
  await owner.getByRole("dialog").getByLabel("Name").fill("Final title");
  await owner.getByRole("dialog").getByLabel("Topic").fill("What this is all about");
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(member.getByRole("heading", { level: 1, name: "Final title" })).toBeVisible();
  await expect(member.getByRole("main").getByText("What this is all about", { exact: true })).toBeVisible();
  await expect(roomRow(member, "Final title")).toBeVisible();

  await details(owner).getByRole("button", { name: "Archive" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await expect(member.getByText("This room is archived.")).toBeVisible();
  await expect(member.getByRole("textbox")).toBeHidden();
  await details(owner).getByRole("button", { name: "Open again" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Open again" }).click();
  await say(member, "Back to work");
  await expect(message(owner, "Back to work")).toBeVisible();
});

test("members leave, the last owner only after handing over", async ({ visit, stage, noise }) => {
  noise.expect(/status of 409/);
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "The way out", memberIds: [grace.id] });
  const page = await visit(ada, { path: `/rooms/${roomId}` });
  const leave = async () => {
    await details(page).getByRole("button", { name: "Leave this room" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  };
  await leave();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText(/owner/);
  await page.getByRole("button", { name: "Stay" }).click();
  await details(page)
    .getByRole("button", { name: /^Grace Hopper/ })
    .click();
  await page.getByRole("menuitemradio", { name: "Owner" }).click();
  await expect(details(page).getByRole("listitem").filter({ hasText: "Grace Hopper" })).toContainText("owner");
  await leave();
  await expect(page).toHaveURL("/rooms");
  await expect(roomRow(page, "The way out")).toBeHidden();
});

test("whoever is deactivated is signed out within two seconds", async ({ visit, stage, noise }) => {
  noise.expect(/status of 401/);
  const person = await newcomer(stage, "Charles Babbage");
  const roomId = await person.openRoom({ type: "group", name: "Last words" });
  const theirs = await visit(person, { path: `/rooms/${roomId}` });
  const page = await visit(stage.ours.ada, { path: "/admin/people" });
  await page.getByRole("searchbox", { name: "Search people" }).fill("Babbage");
  await page.getByRole("button", { name: "Actions for Charles Babbage" }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("Charles Babbage is deactivated.")).toBeVisible();
  await expect(theirs).toHaveURL(/\/signin/);
  await theirs.getByLabel("E-mail").fill(person.email);
  await theirs.getByLabel("Password", { exact: true }).fill(password);
  await theirs.getByRole("button", { name: "Sign in" }).click();
  await expect(theirs.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
});

test("somebody signs another browser out, then this one", async ({ visit, stage, noise }) => {
  noise.expect(/status of 401/);
  const person = await newcomer(stage);
  const { url } = stage.site;
  const other = await visit(person, { path: "/rooms" });
  const page = await visit(null, { url, path: "/you" });
  await expect(page).toHaveURL(/\/signin/);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/(you|rooms)$/);
  await open(page, "/you");
  await expect(page.getByText("this browser", { exact: true })).toHaveCount(1);
  await page
    .getByRole("list")
    .getByRole("button", { name: /^Sign out/ })
    .click();
  await expect(other).toHaveURL(/\/signin/);
  await expect(page.getByRole("list").getByRole("button", { name: /^Sign out/ })).toHaveCount(0);
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/signin/);
  await page.goto("/rooms");
  await expect(page).toHaveURL(/\/signin/);
});

test("a room comes in outline the first time, and one seen before without asking the server", async ({
  visit,
  stage,
}) => {
  const { ada, grace } = stage.ours;
  const [seenId, newId] = [
    await ada.openRoom({ type: "group", name: "Well known", memberIds: [grace.id] }),
    await ada.openRoom({ type: "group", name: "Never seen", memberIds: [grace.id] }),
  ];
  await ada.post(newId, "Nobody has seen this");
  const page = await visit(grace, { path: `/rooms/${seenId}` });
  const asked: string[] = [];
  let answer = () => {};
  const answering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/rooms\/[^/]*_rsc=/, async (route) => {
    asked.push(route.request().url());
    await answering;
    await route.continue();
  });

  await roomRow(page, "Never seen").click();
  await expect(page.getByText("Loading messages")).toBeVisible();
  await expect(roomRow(page, "Never seen")).toHaveAttribute("aria-current", "page");
  await expect(roomRow(page, "Well known")).not.toHaveAttribute("aria-current");
  answer();
  await expect(message(page, "Nobody has seen this")).toBeVisible();
  await expect(page.getByText("Loading messages")).toBeHidden();
  expect(asked).toHaveLength(1);

  await ada.post(seenId, "Said meanwhile");
  await roomRow(page, "Well known").click();
  await expect(message(page, "Said meanwhile")).toBeVisible();
  await roomRow(page, "Never seen").click();
  await expect(message(page, "Nobody has seen this")).toBeVisible();
  expect(asked).toHaveLength(1);
});

test("a tab is called what the room is called now, also after it was renamed while one was elsewhere", async ({
  visit,
  stage,
}) => {
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "First name", memberIds: [grace.id] });
  await ada.openRoom({ type: "group", name: "Elsewhere", memberIds: [grace.id] });
  const rename = (name: string) => ada.must("PATCH", `/api/rooms/${roomId}`, { name });
  const page = await visit(grace, { path: `/rooms/${roomId}` });
  await expect(page).toHaveTitle("First name · Parley");
  await rename("Second name");
  await expect(page).toHaveTitle("Second name · Parley");
  await roomRow(page, "Elsewhere").click();
  await expect(page).toHaveTitle("Elsewhere · Parley");
  await rename("Third name");
  await roomRow(page, "Third name").click();
  await expect(page.getByRole("heading", { name: "Third name" })).toBeVisible();
  await expect(page).toHaveTitle("Third name · Parley");
  await page.waitForTimeout(1000); // what Next kept of the page may come later, and must not win
  expect(await page.title()).toBe("Third name · Parley");
});

test("who is offline stays in Parley, whatever they ask for", async ({ visit, stage, noise }) => {
  noise.expect(/net::ERR_/);
  const { ada, grace } = stage.ours;
  const hereId = await ada.openRoom({ type: "group", name: "Here", memberIds: [grace.id] });
  await ada.openRoom({ type: "group", name: "Not seen yet", memberIds: [grace.id] });
  const page = await visit(grace, { path: `/rooms/${hereId}` });
  await page.context().setOffline(true);
  await expect(page.getByText("You are offline")).toBeVisible();
  await roomRow(page, "Not seen yet").click();
  await expect(page.getByText("Not seen yet can be opened once you are connected again.")).toBeVisible();
  await page.getByRole("link", { name: "Search" }).click();
  await expect(page.getByText("Search can be opened once you are connected again.")).toBeVisible();
  await page.getByRole("button", { name: "Difference Engines" }).click();
  await page.getByRole("menuitem", { name: "People" }).click();
  await expect(page.getByText("People can be opened once you are connected again.")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(hereId));
  await page.context().setOffline(false);
  await expect(page.getByText("You are offline")).toBeHidden();
  await roomRow(page, "Not seen yet").click();
  await expect(page).toHaveTitle("Not seen yet · Parley");
});

test("an admin who is offline stays among the company's pages", async ({ visit, stage, noise }) => {
  noise.expect(/net::ERR_/);
  const page = await visit(stage.ours.ada, { path: "/admin/people" });
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Invites" }).click();
  await expect(page.getByText("Invites can be opened once you are connected again.")).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole("link", { name: "Invites" }).click();
  await expect(page).toHaveURL(/\/admin\/invites$/);
});

test("who goes offline in a room on a phone finds the way back to the list", async ({ visit, stage, noise }) => {
  noise.expect(/net::ERR_/);
  const { ada, grace } = stage.ours;
  await ada.openRoom({ type: "group", name: "Under way", memberIds: [grace.id] });
  const page = await visit(grace, { path: "/rooms", viewport: { width: 390, height: 844 } });
  await roomRow(page, "Under way").click();
  await expect(page).toHaveTitle("Under way · Parley");
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Details" }).click();
  await expect(page.getByText("The details can be opened once you are connected again.")).toBeVisible();
  await page.getByRole("link", { name: "Back to rooms" }).click();
  await expect(roomRow(page, "Under way")).toBeVisible();
  await page.getByRole("link", { name: "You", exact: true }).click();
  await expect(page.getByText("Your page can be opened once you are connected again.")).toBeVisible();
});
