import type { Page } from "@playwright/test";
import { password } from "../harness/cast.ts";
import { send } from "../harness/http.ts";
import { desk, expectAccessible, phone } from "./accessible.ts";
import { newcomer } from "./newcomer.ts";
import { open } from "./open.ts";
import { roomRow } from "./room.ts";
import { expect, test } from "./test.ts";

async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/rooms/);
}

test("a new name and time zone are saved, and colleagues see them without a reload", async ({ visit, stage }) => {
  const { ada } = stage.ours;
  const person = await newcomer(stage, "Sophie Germain");
  const roomId = await ada.openRoom({ type: "direct", memberIds: [person.id] });
  const colleague = await visit(ada, { path: `/rooms/${roomId}` });
  const page = await visit(person, { path: "/you" });
  const profile = page.getByRole("region", { name: "Profile" });
  await profile.getByLabel("Name").fill("");
  await profile.getByRole("button", { name: "Save profile" }).click();
  await expect(profile.getByLabel("Name")).toBeFocused();
  await expect(profile.getByRole("alert")).toBeVisible();
  await profile.getByLabel("Name").fill("Sophie Le Blanc");
  await profile.getByLabel("Time zone").selectOption("Europe/Paris");
  await profile.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(roomRow(colleague, "Sophie Le Blanc")).toBeVisible();
  await expect(colleague.getByRole("heading", { level: 1, name: "Sophie Le Blanc" })).toBeVisible();
  await page.reload();
  await expect(profile.getByLabel("Name")).toHaveValue("Sophie Le Blanc");
  await expect(profile.getByLabel("Time zone")).toHaveValue("Europe/Paris");
  await open(colleague, "/people");
  const people = colleague.getByRole("list", { name: "People" });
  await expect(people.getByRole("listitem").filter({ hasText: "Sophie Le Blanc" })).toContainText("Europe/Paris");
});

test("a new password wants the present one, and signs every other place out", async ({ visit, stage, noise }) => {
  noise.expect(/status of 401/);
  const person = await newcomer(stage, "Lise Meitner");
  const other = person.elsewhere();
  await other.signIn();
  const [page, elsewhere] = [await visit(person, { path: "/you" }), await visit(other, { path: "/rooms" })];
  const section = page.getByRole("region", { name: "Password" });
  const change = async (current: string, next: string) => {
    await section.getByLabel("Present password").fill(current);
    await section.getByLabel("New password").fill(next);
    await section.getByRole("button", { name: "Change password" }).click();
  };
  await change("not the one", "a sentence to remember");
  await expect(section.getByRole("alert")).toBeVisible();
  await expect(section.getByLabel("Present password")).toBeFocused();
  await expectAccessible(page, [phone]);
  await change(password, "a sentence to remember");
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(elsewhere).toHaveURL(/\/signin/);
  await signIn(elsewhere, person.email, "a sentence to remember");
});

test("each place where one is signed in bears its name, and one of them is signed out", async ({
  visit,
  stage,
  noise,
}) => {
  noise.expect(/status of 401/);
  const person = await newcomer(stage, "Maria Mayer");
  const userAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1";
  const onPhone = await visit(null, { url: stage.site.url, path: "/signin", userAgent });
  await signIn(onPhone, person.email, password);
  const laptop = person.elsewhere();
  await laptop.signIn();
  const onLaptop = await visit(laptop, { path: "/rooms" });
  const page = await visit(person, { path: "/you" });
  const places = page.getByRole("region", { name: "Where you are signed in" });
  await expect(places.getByRole("listitem")).toHaveCount(3);
  await expect(places.getByText("this browser", { exact: true })).toHaveCount(1);
  await places.getByRole("button", { name: "Sign out Safari on an iPhone" }).click();
  await expect(onPhone).toHaveURL(/\/signin/);
  await expect(places.getByRole("listitem")).toHaveCount(2);
  await open(onLaptop, "/you");
  await expect(onLaptop.getByRole("heading", { level: 1, name: "You" })).toBeVisible();
});

test("a personal token is shown once, works, and is revoked", async ({ visit, stage }) => {
  const person = await newcomer(stage, "Hedy Lamarr");
  const page = await visit(person, { path: "/you" });
  const section = page.getByRole("region", { name: "Personal tokens" });
  await expect(section.getByText("You have none.")).toBeVisible();
  await section.getByRole("button", { name: "Make a token" }).click();
  await expect(section.getByRole("alert")).toBeVisible();
  await section.getByLabel("What it is for").fill("Nightly report");
  await section.getByRole("button", { name: "Make a token" }).click();
  const value = await section.getByLabel("The token for Nightly report").inputValue();
  await expectAccessible(page, [desk]);
  const ask = () => send("GET", `${stage.site.url}/api/me`, { authorization: `Bearer ${value}` });
  expect((await ask()).body.user.id).toBe(person.id);

  await open(page, "/you");
  await expect(section.getByRole("listitem").filter({ hasText: "Nightly report" })).toContainText("Last used");
  expect(await page.content()).not.toContain(value);
  await section.getByRole("button", { name: "Revoke Nightly report" }).click();
  await expect(section.getByText("You have none.")).toBeVisible();
  expect((await ask()).status).toBe(401);
});
