import { expectAccessible, phone } from "./accessible.ts";
import { compose, composer, message, roomRow, say } from "./room.ts";
import { expect, test } from "./test.ts";

test("an open company room is found, joined, left and found again", async ({ visit, stage }) => {
  const { ada, alan } = stage.ours;
  const roomId = await ada.openRoom({ type: "company", name: "Bicycles", enrolment: "open" });
  await ada.must("PATCH", `/api/rooms/${roomId}`, { topic: "Who rides where" });
  await ada.post(roomId, "Along the river on Thursday?");
  const page = await visit(alan, { path: "/rooms" });
  const browse = () => compose(page, "Browse company rooms");
  await browse();
  const dialog = page.getByRole("dialog", { name: "Company rooms" });
  await expect(dialog.getByRole("listitem").filter({ hasText: "Bicycles" })).toContainText("Who rides where");
  await expectAccessible(page, [phone]);
  await dialog.getByRole("button", { name: "Join Bicycles" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bicycles" })).toBeVisible();
  await expect(message(page, "Along the river on Thursday?")).toBeVisible();
  await say(page, "I am in");
  await expect(message(page, "I am in")).toBeVisible();
  await browse();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.getByRole("button", { name: "Join Bicycles" })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Leave this room" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await expect(roomRow(page, "Bicycles")).toBeHidden();
  await browse();
  await expect(page.getByRole("button", { name: "Join Bicycles" })).toBeVisible();
});

test("where only its owner writes, a member reads and reacts; whoever is made an admin writes", async ({
  visit,
  stage,
}) => {
  const { ada, grace } = stage.ours;
  const owner = await visit(ada, { path: "/rooms" });
  await compose(owner, "New company room");
  const dialog = owner.getByRole("dialog", { name: "New company room" });
  await dialog.getByLabel("Name").fill("Announcements");
  await dialog.getByLabel("Who writes").selectOption("admins");
  await expectAccessible(owner, [phone]);
  await dialog.getByRole("button", { name: "Open the room" }).click();
  await say(owner, "The canteen is closed on Monday");
  await expect(message(owner, "The canteen is closed on Monday")).toBeVisible();

  const member = await visit(grace, { path: "/rooms" });
  await roomRow(member, "Announcements").click();
  const notice = message(member, "The canteen is closed on Monday");
  await expect(notice).toBeVisible();
  await expect(member.getByText("Only the owner and admins of this room write here.")).toBeVisible();
  await expect(composer(member)).toHaveCount(0);
  await notice.hover();
  await expect(notice.getByRole("button", { name: "Reply" })).toHaveCount(0);
  await notice.getByRole("button", { name: "React" }).click();
  await member.getByRole("searchbox", { name: "Find an emoji" }).fill("thumbs up");
  await member.keyboard.press("Enter");
  const theirs = message(owner, "The canteen is closed on Monday");
  await expect(theirs.getByRole("button", { name: /^Thumbs up/i })).toContainText("1: Grace Hopper");
  await expectAccessible(member);

  await owner.getByRole("button", { name: /^Grace Hopper/ }).click();
  await owner.getByRole("menuitemradio", { name: "Admin" }).click();
  await expect(composer(member)).toBeVisible();
  await say(member, "And on Tuesday");
  await expect(message(owner, "And on Tuesday")).toBeVisible();
});
