import type { Viewer } from "#lib/access/viewer.ts";
import type { Bench } from "../bench.ts";
import { headersOf, makeCrowd, makeSquare } from "../corpus/people.ts";
import type { ReaderPlace } from "../load/readers.ts";
import type { Sender } from "../load/senders.ts";
import { withDatabase } from "../product.ts";

/** A company of many people who are all in one room. */
export type Town = { people: Viewer[]; roomId: string };

export const makeTown = (bench: Bench, count: number): Promise<Town> =>
  withDatabase(bench.home, async (db) => {
    const crowd = await makeCrowd(db, "Town", count);
    return { people: crowd.people, roomId: await makeSquare(db, crowd) };
  });

export const readersOf = (people: Viewer[], url: string): Promise<ReaderPlace[]> =>
  Promise.all(people.map(async (person) => ({ url, headers: await headersOf(person, url), path: "/api/stream" })));

export const floorReaders = (count: number, url: string): ReaderPlace[] =>
  Array.from({ length: count }, () => ({ url, headers: {}, path: "/stream" }));

export const sendersOf = (people: Viewer[], roomId: string, url: string): Promise<Sender[]> =>
  Promise.all(
    people.map(async (person) => ({
      headers: await headersOf(person, url),
      path: `/api/rooms/${roomId}/messages`,
    })),
  );

export const floorSenders = (count: number, kind: string): Sender[] =>
  Array.from({ length: count }, () => ({ headers: {}, path: `/${kind}/square` }));
