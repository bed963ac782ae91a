import type { Viewer } from "#lib/access/viewer.ts";
import { send } from "../../e2e/harness/http.ts";
import type { Bench, Measure } from "../bench.ts";
import { openChromium } from "../browser/chromium.ts";
import { measureFirstLoad } from "../browser/first-load.ts";
import { measureSeenRoom, type Place } from "../browser/seen-room.ts";
import { measureTyping } from "../browser/typing.ts";
import { writeHistory } from "../corpus/history.ts";
import { headersOf, makeCrowd, makeRoom } from "../corpus/people.ts";
import { withDatabase } from "../product.ts";

const roomCount = 30;
const longLength = ({ isQuick }: Bench) => (isQuick ? 2_000 : 5_000);

/** What a person's browser makes of it: a room opened for the first time, one seen before, and typing in a long one. */
export const measureBrowser: Measure = async (bench) => {
  const { viewer, writer, roomIds, longId } = await makeRooms(bench);
  const { url } = bench.product;
  const [one, other] = await Promise.all(roomIds.slice(0, 2).map((roomId) => readToTheEnd(viewer, url, roomId)));
  const long = await readToTheEnd(viewer, url, longId);
  if (!one || !other) throw new Error("There are two rooms at least");
  const write = () => writeTo(writer, url, longId);
  const times = bench.isQuick ? 1 : 3;
  const browser = await openChromium();
  try {
    return [
      ...(await measureFirstLoad(browser, viewer, url, `/rooms/${one.roomId}`, 3 * times)),
      ...(await measureSeenRoom(browser, viewer, url, [one, other], 10 * times)),
      ...(await measureTyping(browser, viewer, url, `/rooms/${long.roomId}`, times, write, longLength(bench))),
    ];
  } finally {
    await browser.close();
  }
};

const makeRooms = (bench: Bench) =>
  withDatabase(bench.home, async (db) => {
    const { companyId, people } = await makeCrowd(db, "Browser", 8, { searchEnabled: false });
    const roomIds: string[] = [];
    for (let index = 0; index < roomCount; index++) roomIds.push(await makeRoom(db, people, `Room ${index}`));
    const longId = await makeRoom(db, people, "Long");
    const story = { companyId, senders: people };
    await writeHistory(db, { ...story, roomIds, count: roomCount * 100 });
    await writeHistory(db, { ...story, roomIds: [longId], count: longLength(bench) });
    return { viewer: people[1] as Viewer, writer: people[2] as Viewer, roomIds, longId };
  });

async function writeTo(writer: Viewer, url: string, roomId: string): Promise<void> {
  const headers = { ...(await headersOf(writer, url)), "content-type": "application/json" };
  const { status } = await send("POST", `${url}/api/rooms/${roomId}/messages`, headers, { content: "And one more." });
  if (status !== 201) throw new Error(`A message was ${status}`);
}

/** Reads a room as far as it goes, so that it opens at its end. */
async function readToTheEnd(viewer: Viewer, url: string, roomId: string): Promise<Place> {
  const headers = await headersOf(viewer, url);
  const typed = { ...headers, "content-type": "application/json" };
  const path = `${url}/api/rooms/${roomId}`;
  const { body } = await send("GET", `${path}/messages?limit=1`, headers);
  const { status } = await send("PUT", `${path}/read`, typed, { seq: body.lastSeq });
  if (status !== 200) throw new Error(`The read mark of a room was ${status}`);
  return { roomId, lastId: body.messages[0].id };
}
