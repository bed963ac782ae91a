import type { Locator, Page } from "@playwright/test";
import { open } from "./browser/open.ts";
import { composer, message } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";
import { password } from "./harness/cast.ts";
import { Person } from "./harness/person.ts";
import { startServer } from "./harness/server.ts";

test("everything can be done by keyboard alone, and the focus can always be seen", async ({ visit }) => {
  test.slow();
  const server = await startServer();
  const page = await visit(null, { url: server.url, path: "/setup" });
  const { keyboard } = page;

  await tabTo(page, page.getByRole("group", { name: "Company" }).getByLabel("Name"));
  await keyboard.type("Difference Engines");
  const you = page.getByRole("group", { name: "You, the first admin" });
  await tabTo(page, you.getByLabel("Name"));
  await keyboard.type("Ada Lovelace");
  await tabTo(page, you.getByLabel("E-mail"));
  await keyboard.type("ada@example.com");
  await tabTo(page, you.getByLabel("Password", { exact: true }));
  await keyboard.type(password);
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/rooms");
  await colleagueJoins(server.url);

  await tabTo(page, page.getByRole("button", { name: "New group" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByLabel("Name")).toBeFocused();
  await keyboard.type("Engine room");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Engine room" })).toBeVisible();

  await tabTo(page, composer(page));
  await keyboard.type("Shall we begin?");
  await keyboard.press("Enter");
  const row = message(page, "Shall we begin?").first();
  await expect(row).not.toContainText("Sending");
  await tabTo(page, row, "Shift+Tab");
  await keyboard.press("r");
  await expect(composer(page)).toBeFocused();
  await keyboard.type("At once");
  await keyboard.press("Enter");
  await expect(message(page, "At once")).toContainText("In reply to Ada Lovelace");

  await tabTo(page, row, "Shift+Tab");
  await keyboard.press("Enter");
  await expect(row.getByRole("button", { name: "React", exact: true })).toBeFocused();
  await keyboard.press("Enter");
  const search = page.getByRole("searchbox", { name: "Find an emoji" });
  await tabTo(page, search);
  await keyboard.type("heart");
  await keyboard.press("Enter");
  await expect(row.getByRole("button", { pressed: true })).toBeVisible();
  await expect(row.getByRole("button", { name: "React", exact: true })).toBeFocused();
  await keyboard.press("Escape");
  await expect(row).toBeFocused();

  await keyboard.press("e");
  await expect(page.getByRole("textbox", { name: "Message", exact: true })).toBeFocused();
  await keyboard.type(" Now.");
  await keyboard.press("Enter");
  await expect(message(page, "Shall we begin? Now.").first()).toContainText("edited");
  await expect(composer(page)).toBeFocused();

  await tabTo(page, row, "Shift+Tab");
  await keyboard.press("ArrowDown");
  await keyboard.press("Delete");
  await expect(page.getByRole("dialog", { name: "Delete this message?" })).toBeVisible();
  await keyboard.press("Escape");
  await expect(message(page, "At once")).toBeFocused();

  const add = page.getByRole("button", { name: "Add people" });
  await tabTo(page, add);
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await keyboard.type("Grace");
  await expect(page.getByRole("option", { name: "Grace Hopper" })).toBeVisible();
  await keyboard.press("Enter");
  await expect(page.getByText("Ada Lovelace added Grace Hopper")).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Done" }));
  await keyboard.press("Enter");
  await expect(add).toBeFocused();
  const compose = page.getByRole("button", { name: "New message or room" });
  await tabTo(page, compose);
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "New message" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New message" }).getByRole("combobox")).toBeFocused();
  await keyboard.press("Escape");
  await expect(compose).toBeFocused();

  const skip = page.getByRole("link", { name: "Skip to the open page" });
  await tabTo(page, skip);
  await tabTo(page, composer(page));
  await tabTo(page, skip);
  await tabTo(page, page.getByRole("button", { name: /^Ada Lovelace/ }).first());
  await keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/signin/);

  await tabTo(page, page.getByLabel("E-mail"));
  await keyboard.type("ada@example.com");
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await keyboard.type(password);
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/rooms");
  await open(page, "/rooms");
  await tabTo(page, page.getByRole("link", { name: "Engine room" }));
  await keyboard.press("Enter");
  await expect(message(page, "At once")).toBeVisible();
  await page.close();
  await server.stop();
});

/** Presses a key until something has the focus. Every stop on the way has to be seen. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60 && !(await isThere()); presses++) {
    await page.keyboard.press(key);
    expect(await page.evaluate(unseenFocus)).toBe(null);
  }
  await expect(target).toBeFocused();
}

/** What has the focus without showing it: no ring around it, nor around the form that it is the heart of. */
function unseenFocus(): string | null {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const isInWindow = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const hasRing = [element, element.closest("form")].some((each) => {
    const style = each && getComputedStyle(each);
    return style && ((style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none");
  });
  return isInWindow && hasRing ? null : element.outerHTML.slice(0, 300);
}

async function colleagueJoins(url: string): Promise<void> {
  const admin = new Person({ url }, { email: "ada@example.com", password });
  await admin.signIn();
  const { token } = await admin.must("POST", "/api/invites", { role: "employee" });
  const grace = { name: "Grace Hopper", email: "grace@example.com", password };
  await new Person({ url }).must("POST", `/api/invites/${token}/accept`, grace);
}
