import type { Page } from "@playwright/test";
import { Person } from "../harness/person.ts";
import type { Stage } from "../harness/stage.ts";
import { desk, expectAccessible, phone } from "./accessible.ts";
import { open } from "./open.ts";
import { composer, message, say } from "./room.ts";
import { expect, test } from "./test.ts";

const said = (page: Page, text: string) =>
  page.getByRole("list", { name: "Messages" }).getByRole("listitem").filter({ hasText: text });
const queue = (page: Page) => page.getByRole("list", { name: "Conversations" });
const inQueue = (page: Page, subject: string) => queue(page).getByRole("link", { name: subject });
const status = (page: Page) => page.getByRole("button", { name: /^Status: / });

async function helpPath({ ours }: Stage): Promise<string> {
  const { company } = await ours.barbara.must("GET", "/api/me");
  return `/help/${company.slug}`;
}

/** A conversation that somebody new has begun. */
async function conversation(stage: Stage, subject: string, name = "Denise Carter"): Promise<[string, Person]> {
  const customer = new Person(stage.site, { name });
  const { room } = await customer.must("POST", `/api${await helpPath(stage)}/conversations`, {
    name,
    email: "denise@customer.example",
    subject,
    content: "The meter shows E14.",
  });
  return [room.id, customer];
}

async function note(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Staff note", exact: true }).click();
  await page.getByRole("textbox", { name: "Staff note" }).fill(text);
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(message(page, text)).toContainText("the customer never sees this");
  await page.getByRole("button", { name: "Reply to Denise Carter" }).click();
}

test("a customer writes without an account; the case is claimed, answered, noted, solved, and comes back", async ({
  visit,
  stage,
}) => {
  const path = await helpPath(stage);
  const subject = "The display stays dark";
  const customer = await visit(null, { url: stage.site.url, path });
  await customer.getByLabel("Your name").fill("Denise Carter");
  await customer.getByLabel("E-mail").fill("denise@customer.example");
  await customer.getByLabel("What is it about?").fill(subject);
  await customer.getByLabel("Message").fill("Since this morning nothing shows.");
  await customer.getByRole("button", { name: "Send" }).click();
  await expect(customer.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  await expect(said(customer, "Since this morning nothing shows.")).toBeVisible();

  const agent = await visit(stage.ours.barbara, { path: "/support" });
  await expect(inQueue(agent, subject)).toContainText("waits for an answer");
  await inQueue(agent, subject).click();
  await expect(message(agent, "Since this morning nothing shows.")).toBeVisible();
  await agent.getByRole("button", { name: "Claim" }).click();
  await expect(agent.getByRole("button", { name: "Solve", exact: true })).toBeVisible();
  await expect(inQueue(agent, subject)).toContainText("Barbara Liskov has it");
  await expect(said(customer, "Barbara Liskov took the conversation")).toBeVisible();

  await say(agent, "Which lamp is lit?");
  await expect(said(customer, "Which lamp is lit?")).toBeVisible();
  await note(agent, "He never reads the manual");
  await say(agent, "The red one means no power.");
  await expect(said(customer, "The red one means no power.")).toBeVisible();
  await expect(customer.getByText("manual")).toHaveCount(0);

  const again = await customer.context().newPage();
  await customer.close();
  await open(again, path);
  await expect(again.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  await expect(said(again, "The red one means no power.")).toBeVisible();
  await expect(again.getByText("manual")).toHaveCount(0);

  await agent.getByRole("button", { name: "Solve", exact: true }).click();
  await expect(status(agent)).toHaveText("Solved");
  await expect(inQueue(agent, subject)).toHaveCount(0);
  await expect(again.getByText("This conversation is solved.")).toBeVisible();
  await composer(again).fill("Now it is dark again.");
  await again.getByRole("button", { name: "Send" }).click();
  await expect(message(agent, "Now it is dark again.")).toBeVisible();
  await expect(status(agent)).toHaveText("Open");
  await expect(inQueue(agent, subject)).toContainText("waits for an answer");
  await expect(again.getByText("This conversation is solved.")).toHaveCount(0);
});

test("what was said before is loaded above what a customer reads, which does not move", async ({
  visit,
  stage,
  noise,
}) => {
  noise.expect(/ERR_FAILED/);
  const [roomId, person] = await conversation(stage, "A long story");
  await Promise.all(Array.from({ length: 60 }, (_, number) => person.post(roomId, `Part ${number} of it`)));
  const page = await visit(person, { path: `${await helpPath(stage)}/${roomId}` });
  const messages = page.getByRole("list", { name: "Messages" }).getByRole("listitem");
  await expect(messages.last()).toBeInViewport();
  const first = page.getByText(/^Part \d+ of it$/).first();
  const before = page.getByRole("button", { name: "Show what was said before" });
  await page.route("**/messages?before=*", (route) => route.abort());
  await before.click();
  await page.unroute("**/messages?before=*");
  const text = (await first.textContent()) ?? "";
  const top = async () => Math.round((await page.getByText(text, { exact: true }).boundingBox())?.y ?? 0);
  const above = await top();
  await page.getByRole("button", { name: "It could not be loaded. Try again" }).click();
  await expect(page.getByText("The meter shows E14.")).toBeAttached();
  expect(Math.abs((await top()) - above)).toBeLessThanOrEqual(2);
  await expect(before).toHaveCount(0);
});

test("a customer signs out after a warning, and is a stranger there again", async ({ visit, stage, noise }) => {
  noise.expect(/status of 401/);
  const path = await helpPath(stage);
  const [, person] = await conversation(stage, "On a borrowed computer");
  const page = await visit(person, { path });
  await expect(page).toHaveURL(/\/help\/.+\/.+/);
  await page.getByRole("button", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out of this browser?" });
  await expect(dialog).toContainText("you cannot open them again");
  await expectAccessible(page, [phone]);
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Your name")).toBeVisible();
  await expect(page.getByText("On a borrowed computer")).toHaveCount(0);
  expect((await person.get("/api/me")).status).toBe(401);
});

test("of two agents one gets the case; it is handed over with a note that the customer never sees", async ({
  visit,
  stage,
  noise,
}) => {
  noise.expect(/status of 409/);
  const { barbara, edsger } = stage.ours;
  const [roomId, person] = await conversation(stage, "Two at once");
  const one = await visit(barbara, { path: `/support/${roomId}` });
  await one.route("**/claim", async (route) => {
    await edsger.must("POST", `/api/support/cases/${roomId}/claim`);
    await route.continue();
  });
  await one.getByRole("button", { name: "Claim" }).click();
  await expect(one.getByText("Edsger Dijkstra").first()).toBeVisible();
  await expect(one.getByRole("button", { name: "Solve", exact: true })).toBeVisible();

  const other = await visit(edsger, { path: `/support/${roomId}` });
  const customer = await visit(person, { path: `${await helpPath(stage)}/${roomId}` });
  await other.getByRole("button", { name: "Hand over" }).click();
  const dialog = other.getByRole("dialog", { name: "Hand over" });
  await dialog.getByLabel("To").selectOption("Barbara Liskov");
  await dialog.getByLabel("Note").fill("She knows this meter");
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await expect(message(one, "She knows this meter")).toBeVisible();
  await expect(one.getByRole("region", { name: "Case" })).toContainText("Barbara Liskov");
  await say(other, "Barbara goes on with this.");
  await expect(said(customer, "Barbara goes on with this.")).toBeVisible();
  await expect(customer.getByText("She knows")).toHaveCount(0);
});

test("the keyboard walks through the queue, and the address for customers is copied", async ({ visit, stage }) => {
  await conversation(stage, "Walking: the first");
  await conversation(stage, "Walking: the second");
  const permissions = ["clipboard-read", "clipboard-write"];
  const page = await visit(stage.ours.barbara, { path: "/support", permissions });
  await page.getByRole("searchbox").fill("walking:");
  await expect(queue(page).getByRole("link")).toHaveCount(2);
  await inQueue(page, "Walking: the first").focus();
  await page.keyboard.press("ArrowDown");
  await expect(inQueue(page, "Walking: the second")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Case" })).toContainText("denise@customer.example");
  await page.getByRole("button", { name: "Copy the address for customers" }).click();
  await expect(page.getByText("Copied: the address")).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toBe(stage.site.url + (await helpPath(stage)));
});

test("the queue is searched and narrowed, and says when it holds nothing like that", async ({ visit, stage }) => {
  const { edsger } = stage.ours;
  const [mine] = await conversation(stage, "Queue: an invoice");
  await conversation(stage, "Queue: a certificate");
  await edsger.must("POST", `/api/support/cases/${mine}/claim`);
  const page = await visit(edsger, { path: "/support" });
  await page.getByRole("searchbox").fill("queue:");
  await expect(queue(page).getByRole("link")).toHaveCount(2);
  await page.getByRole("button", { name: "Mine" }).click();
  await expect(queue(page).getByRole("link")).toHaveCount(1);
  await expect(inQueue(page, "Queue: an invoice")).toBeVisible();
  await page.getByRole("button", { name: "Unassigned" }).click();
  await expect(inQueue(page, "Queue: a certificate")).toBeVisible();
  await expect(queue(page).getByRole("link")).toHaveCount(1);
  await page.getByRole("button", { name: "Solved" }).click();
  await expect(page.getByRole("heading", { name: "Nothing like that" })).toBeVisible();
});

test("axe finds nothing on the help page", async ({ visit, stage, noise }) => {
  test.slow();
  noise.expect(/status of (404|422)/);
  const path = await helpPath(stage);
  const stranger = await visit(null, { url: stage.site.url, path });
  await expectAccessible(stranger);
  await stranger.getByRole("button", { name: "Send" }).click();
  await expect(stranger.getByRole("alert").first()).toBeVisible();
  await expectAccessible(stranger, [phone]);
  await open(stranger, "/help/nobody-at-all");
  await expectAccessible(stranger, [phone]);

  const [roomId, person] = await conversation(stage, "A long look at the page");
  await stage.ours.barbara.post(roomId, "Which lamp is lit?");
  const customer = await visit(person, { path: `${path}/${roomId}` });
  await expect(said(customer, "Which lamp is lit?")).toBeVisible();
  await expectAccessible(customer);
});

test("axe finds nothing in the queue and in a case", async ({ visit, stage }) => {
  test.slow();
  const { barbara } = stage.ours;
  const [roomId] = await conversation(stage, "A long look at the case");
  await barbara.must("POST", `/api/support/cases/${roomId}/claim`);
  await barbara.must("POST", `/api/rooms/${roomId}/messages`, { content: "Third one this month", audience: "staff" });
  const page = await visit(barbara, { path: "/support" });
  await expectAccessible(page);
  await open(page, `/support/${roomId}`);
  await expect(message(page, "Third one this month")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Staff note", exact: true }).click();
  await expectAccessible(page, [desk]);
  await page.getByRole("button", { name: "Hand over" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, [phone]);
});
