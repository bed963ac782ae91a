import { type SQL, sql } from "drizzle-orm";
import { arrayOf } from "#db/array-of.ts";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { open, type Place, seal } from "#lib/crypto/seal.ts";
import { newId } from "#lib/ids.ts";
import { log } from "#lib/log.ts";
import type { Segment, Spot } from "#lib/search/segment.ts";
import { decodeMessages, decodePostings, encodeMessages, encodePostings } from "#lib/search/segment-codec.ts";
import type { SearchKey } from "#lib/search/tokens.ts";

/** A segment of a room as the database lists it. Its messages were sent between these times (ms). */
export type Listed = { id: string; roomId: string; size: number; bits: number; oldestAt: number; newestAt: number };

/** A part of a segment that is to be read. */
export type AskedPart = { segment: Listed; number: number };

/** The part that lists the messages. */
export const messagesPart = -1;

const sizeMost = 2 ** 31 - 1;

/** Of a room, the segments that hold messages of between two moments (ms), where these are given. */
export type Stretch = { roomId: string; from?: number | undefined; to?: number | undefined };

/** Lists segments of rooms, the newest first; where that is asked for, those of fewer messages than `smallerThan` alone. */
export function listSegments(db: Db, stretches: Stretch[], smallerThan = sizeMost): Promise<Listed[]> {
  const rooms = arrayOf(stretches.map(({ roomId }) => roomId));
  const from = arrayOf(stretches.map(({ from }) => (from === undefined ? "-infinity" : timeOf(from))));
  const to = arrayOf(stretches.map(({ to }) => (to === undefined ? "infinity" : timeOf(to))));
  return rowsOf<Listed>(
    db,
    sql`select id, room_id as "roomId", size, bits, (extract(epoch from oldest_at) * 1000)::float8 as "oldestAt",
        (extract(epoch from newest_at) * 1000)::float8 as "newestAt"
      from search_segments(${rooms}::uuid[], ${from}::timestamptz[], ${to}::timestamptz[])
      where size < ${smallerThan} order by newest_at desc, id`,
  );
}

/** Makes sure that these rooms' segments are changed by nobody else until the transaction ends. */
export async function holdSegments(tx: Db, roomIds: Iterable<string>): Promise<void> {
  await tx.execute(sql`select search_hold(${arrayOf([...new Set(roomIds)])}::uuid[])`);
}

/**
 * Reads and opens parts of segments, each in the place where it was asked for; null for one that is not there. One that
 * cannot be opened raises an alarm and is as if it were not there.
 */
export async function readParts(
  db: Db,
  companyId: string,
  keys: ReadonlyMap<string, SearchKey>,
  asked: AskedPart[],
): Promise<(Buffer | null)[]> {
  const rooms = arrayOf(asked.map(({ segment }) => segment.roomId));
  const segments = arrayOf(asked.map(({ segment }) => segment.id));
  const numbers = arrayOf(asked.map(({ number }) => number));
  const rows = await rowsOf<{ index: number; sealed: Buffer }>(
    db,
    sql`select index, sealed from search_parts(${rooms}::uuid[], ${segments}::uuid[], ${numbers}::smallint[])`,
  );
  const parts = asked.map((): Buffer | null => null);
  for (const { index, sealed } of rows) {
    const { segment, number } = asked[index] as AskedPart;
    const key = keys.get(segment.roomId);
    if (key) parts[index] = openPart(key, partPlace(companyId, segment, number), sealed);
  }
  return parts;
}

/** Reads parts of segments, null for one that is not there. */
export type ReadParts = (asked: AskedPart[]) => Promise<(Buffer | null)[]>;

/** `readParts` for somebody who comes back for the same parts: each is read once. */
export function rememberingParts(db: Db, companyId: string, keys: ReadonlyMap<string, SearchKey>): ReadParts {
  const read = new Map<string, Buffer>();
  const nameOf = ({ segment, number }: AskedPart) => `${segment.id} ${number}`;
  return async (asked) => {
    const missing = asked.filter((part) => !read.has(nameOf(part)));
    const parts = missing.length > 0 ? await readParts(db, companyId, keys, missing) : [];
    for (const [index, part] of parts.entries()) if (part) read.set(nameOf(missing[index] as AskedPart), part);
    return asked.map((part) => read.get(nameOf(part)) ?? null);
  };
}

function openPart(key: SearchKey, place: Place, sealed: Buffer): Buffer | null {
  try {
    return open(key.sealing, place, sealed);
  } catch (error) {
    const { itemId, roomId, revision } = place;
    log.alarm("A part of the search index cannot be opened", error, { segmentId: itemId, part: revision, roomId });
    return null;
  }
}

/** Reads segments as wholes. */
export async function readSegments(
  db: Db,
  companyId: string,
  keys: ReadonlyMap<string, SearchKey>,
  segments: Listed[],
): Promise<Segment[]> {
  const asked = segments.flatMap((segment) =>
    Array.from({ length: 2 ** segment.bits + 1 }, (_, index) => ({ segment, number: index + messagesPart })),
  );
  const parts = asked.length > 0 ? await readParts(db, companyId, keys, asked) : [];
  const found = new Map(segments.map(({ id }) => [id, { messages: [] as Spot[], postings: [] as number[] }]));
  for (const [index, { segment, number }] of asked.entries()) {
    const [part, of] = [parts[index], found.get(segment.id)];
    if (!part || !of) continue;
    if (number === messagesPart) of.messages = decodeMessages(part);
    else decodePostings(part, of.postings);
  }
  return Array.from(found.values(), ({ messages, postings }) => ({ messages, postings: Float64Array.from(postings) }));
}

/** Segments to be removed, and new ones to be written, each of one room. */
export type Replacement = { gone: { id: string; roomId: string }[]; written: { roomId: string; segment: Segment }[] };

/** Puts new segments in the place of others; one without messages is left out. Their rooms' segments are held. */
export async function replaceSegments(
  tx: Db,
  companyId: string,
  keys: ReadonlyMap<string, SearchKey>,
  replacement: Replacement,
): Promise<void> {
  await tx.execute(sql`select search_replace(${replacementArguments(companyId, keys, replacement)})`);
}

/** What the functions of the database take that replace segments. */
export function replacementArguments(
  companyId: string,
  keys: ReadonlyMap<string, SearchKey>,
  { gone, written }: Replacement,
): SQL {
  const rows = written.flatMap(({ roomId, segment }) => sealedRow(companyId, keys, roomId, segment));
  const parts = rows.flatMap((row) => row.parts.map(([number, sealed]) => ({ ...row, number, sealed })));
  return sql`${arrayOf(gone.map(({ roomId }) => roomId))}::uuid[], ${arrayOf(gone.map(({ id }) => id))}::uuid[],
    ${arrayOf(rows.map(({ id }) => id))}::uuid[], ${arrayOf(rows.map(({ roomId }) => roomId))}::uuid[],
    ${arrayOf(rows.map(({ size }) => size))}::integer[], ${arrayOf(rows.map(({ bits }) => bits))}::smallint[],
    ${arrayOf(rows.map(({ oldestAt }) => timeOf(oldestAt)))}::timestamptz[],
    ${arrayOf(rows.map(({ newestAt }) => timeOf(newestAt)))}::timestamptz[],
    ${arrayOf(parts.map(({ roomId }) => roomId))}::uuid[], ${arrayOf(parts.map(({ id }) => id))}::uuid[],
    ${arrayOf(parts.map(({ number }) => number))}::smallint[],
    ${arrayOf(parts.map(({ sealed }) => sealed.toString("base64")))}::text[]`;
}

type SealedRow = Listed & { parts: [number, Buffer][] };

function sealedRow(
  companyId: string,
  keys: ReadonlyMap<string, SearchKey>,
  roomId: string,
  segment: Segment,
): SealedRow[] {
  const [key, oldest, newest] = [keys.get(roomId), segment.messages[0], segment.messages.at(-1)];
  if (!key || !oldest || !newest) return [];
  const { bits, parts } = encodePostings(segment.postings);
  const row = { id: newId(), roomId, size: segment.messages.length, bits, oldestAt: oldest.at, newestAt: newest.at };
  const whole: [number, Buffer][] = [[messagesPart, encodeMessages(segment.messages)], ...parts];
  const sealed = whole.map(([number, part]): [number, Buffer] => [
    number,
    seal(key.sealing, 1, partPlace(companyId, row, number), part),
  ]);
  return [{ ...row, parts: sealed }];
}

/** Removes segments of a company whose search is off. */
export const removeSegments = (db: Db, gone: Replacement["gone"]): Promise<void> =>
  replaceSegments(db, "", new Map(), { gone, written: [] });

const partPlace = (companyId: string, { id, roomId }: Listed, number: number): Place => ({
  companyId,
  roomId,
  itemId: id,
  senderId: null,
  field: "search",
  revision: number,
});

const timeOf = (milliseconds: number): string => `"${new Date(milliseconds).toISOString()}"`;
