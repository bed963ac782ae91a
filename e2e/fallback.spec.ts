import { message } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";

test("where no stream gets through, messages arrive by asking", async ({ visit, stage, noise }) => {
  test.slow();
  noise.expect(/status of 502/);
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Behind a proxy", memberIds: [grace.id] });
  const page = await visit(grace);
  await page.route("**/api/stream?*", (route) => route.fulfill({ status: 502, body: "Bad gateway" }));
  const asking = page.waitForResponse(/\/api\/sync/, { timeout: 20_000 });
  await page.goto(`/rooms/${roomId}`);
  await asking;
  await ada.post(roomId, "without a stream");
  await expect(message(page, "without a stream")).toBeVisible({ timeout: 8_000 });
  await expect(page.getByText("The connection is gone.")).toBeHidden();
});
