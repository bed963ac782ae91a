import type { Browser, Page } from "@playwright/test";
import type { Viewer } from "#lib/access/viewer.ts";
import { quantile } from "../load/numbers.ts";
import type { Row } from "../report.ts";
import { openAlive, visit } from "./chromium.ts";

/** A room and the last of its messages. */
export type Place = { roomId: string; lastId: string };

/** Going to and fro between two rooms by the list, from the click until its title and its last message stand painted. */
export async function measureSeenRoom(
  browser: Browser,
  viewer: Viewer,
  url: string,
  [one, other]: [Place, Place],
  count: number,
): Promise<Row[]> {
  const { first, times } = await visit(browser, viewer, url, async (page) => {
    await openAlive(page, `${url}/rooms/${one.roomId}`);
    const first = await enter(page, other);
    const times: number[] = [];
    for (let turn = 0; turn < count; turn++) times.push(await enter(page, turn % 2 === 0 ? one : other));
    return { first, times };
  });
  const wanted = { of: "product" as const, most: 100 };
  return [
    { measure: "a room never seen shows, ms", product: first },
    { measure: "a room seen before shows, p50 ms", product: quantile(times, 0.5), wanted },
    { measure: "a room seen before shows, p95 ms", product: quantile(times, 0.95), wanted },
  ];
}

const enter = (page: Page, place: Place): Promise<number> => page.evaluate(enterRoom, place);

/** Runs in the page. */
async function enterRoom({ roomId, lastId }: Place): Promise<number> {
  const link = document.querySelector<HTMLElement>(`[data-row="${roomId}"]`);
  const isShown = () =>
    document.querySelector("main h1")?.textContent === link?.title &&
    document.getElementById(`message-${lastId}`)?.checkVisibility({ contentVisibilityAuto: true });
  const began = performance.now();
  link?.click();
  while (!isShown()) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))); // after its paint
  return performance.now() - began;
}
