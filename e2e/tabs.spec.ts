import { open } from "./browser/open.ts";
import { message, say } from "./browser/room.ts";
import { expect, test } from "./browser/test.ts";

test("a seventh tab sends and receives as the first does", async ({ visit, stage }) => {
  test.slow();
  const { ada, grace } = stage.ours;
  const roomId = await ada.openRoom({ type: "group", name: "Many tabs", memberIds: [grace.id] });
  const first = await visit(grace, { path: `/rooms/${roomId}` });
  const tabs = [first];
  for (let number = 2; number <= 7; number++) {
    const tab = await first.context().newPage();
    await open(tab, `/rooms/${roomId}`);
    tabs.push(tab);
  }
  const seventh = tabs[6] ?? first;
  await ada.post(roomId, "to all of them");
  for (const tab of tabs) await expect(message(tab, "to all of them")).toBeVisible();
  await say(seventh, "from the seventh");
  for (const tab of tabs) await expect(message(tab, "from the seventh")).toBeVisible();

  await first.close();
  await ada.post(roomId, "after the first was closed");
  for (const tab of tabs.slice(1)) await expect(message(tab, "after the first was closed")).toBeVisible();
});
