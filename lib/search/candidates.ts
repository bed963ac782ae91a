import type { Db } from "#db/client.ts";
import { findMessages, findPositions, partOf } from "#lib/search/segment-codec.ts";
import { type Listed, listSegments, messagesPart, type ReadParts, type Stretch } from "#lib/search/segments.ts";

/** A message whose tokens say that it may be what was asked for: its place in the order of all. */
export type Candidate = { roomId: string; seq: number; at: number };

/** What a message must carry, in one room: tokens differ from room to room, so each room has its own. */
export type AskedRoom = { roomId: string; tokens: number[] };

export type Range = { before?: Date | undefined; after?: Date | undefined; beyond?: Candidate | undefined };

/** Where candidates are looked up: rooms, and how what is kept of them is read. */
export type Place = { asked: AskedRoom[]; readParts: ReadParts };

/** So many segments are looked into by a statement, */
const [fewest, most] = [128, 1_024];
/** about as many as can be in so long (ms): on an embedded database everybody waits for it. */
const [aimedAt, tooLong] = [10, 20];

/** The newest first. */
export const isNewer = (one: Candidate, other: Candidate): number =>
  other.at - one.at || (one.roomId < other.roomId ? -1 : one.roomId > other.roomId ? 1 : other.seq - one.seq);

/**
 * The newest messages that carry all that was asked for. Where a segment vanished between being listed and being read, it
 * was merged into a new one meanwhile, and what is new is looked through too.
 */
export async function findCandidates(db: Db, place: Place, range: Range, limit: number): Promise<Candidate[]> {
  const seen = new Set<string>();
  let found: Candidate[] = [];
  for (let isWhole = place.asked.length === 0; !isWhole; ) {
    const segments = (await listSegments(db, stretchesOf(place, range))).filter(({ id }) => !seen.has(id));
    const looked = await lookThrough(place, segments, range, limit);
    found = newestOf([...found, ...looked.found], limit);
    isWhole = looked.isWhole || segments.length === 0;
    for (const { id } of segments) seen.add(id);
  }
  return found;
}

function stretchesOf({ asked }: Place, { before, after, beyond }: Range): Stretch[] {
  const ends = [...(before ? [before.getTime()] : []), ...(beyond ? [beyond.at] : [])];
  const stretch = { from: after?.getTime(), to: ends.length > 0 ? Math.min(...ends) : undefined };
  return Array.from(new Set(asked.map(({ roomId }) => roomId)), (roomId) => ({ roomId, ...stretch }));
}

type Looked = { found: Candidate[]; isWhole: boolean };

/** The newest segments first, and no older ones once there are enough. `isWhole` if all that was to be read was there. */
async function lookThrough(place: Place, segments: Listed[], range: Range, limit: number): Promise<Looked> {
  const asked = Map.groupBy(place.asked, ({ roomId }) => roomId);
  const looked: Looked = { found: [], isWhole: true };
  let size = fewest;
  for (let from = 0, to = 0; from < segments.length; from = to) {
    to = from + size;
    const some = segments.slice(from, to);
    const began = performance.now();
    const last = looked.found[limit - 1];
    if (last && some[0] && last.at > some[0].newestAt) break;
    const wanted = some.flatMap((segment) =>
      (asked.get(segment.roomId) ?? []).map(({ tokens }) => ({ segment, tokens })),
    );
    const more = await lookInto(place, wanted, range, limit);
    looked.found = newestOf([...looked.found, ...more.found], limit);
    looked.isWhole &&= more.isWhole;
    const took = performance.now() - began;
    if (took < aimedAt) size = Math.min(size * 2, most);
    if (took > tooLong) size = Math.max(size / 2, fewest);
  }
  return looked;
}

function newestOf(candidates: Candidate[], limit: number): Candidate[] {
  const sorted = candidates.toSorted(isNewer);
  return sorted
    .filter((one, index) => index === 0 || isNewer(sorted[index - 1] as Candidate, one) !== 0)
    .slice(0, limit);
}

type Wanted = { segment: Listed; tokens: number[] };
type Matched = Wanted & { positions: number[] };

async function lookInto(place: Place, wanted: Wanted[], range: Range, limit: number): Promise<Looked> {
  const { matched, isWhole } = await matchTokens(place, wanted);
  if (matched.length === 0) return { found: [], isWhole };
  const asked = matched.map(({ segment }) => ({ segment, number: messagesPart }));
  const lists = await place.readParts(asked);
  const found = matched.flatMap(({ segment: { roomId }, positions }, index) => {
    const list = lists[index];
    const newest = range.before || range.beyond ? positions : positions.slice(-limit);
    const some = (list ? findMessages(list, newest) : []).map(({ seq, at }) => ({ roomId, seq, at }));
    return some.filter((candidate) => isWithin(candidate, range)).slice(-limit);
  });
  return { found, isWhole: isWhole && !lists.includes(null) };
}

/** One token after another, each only in those segments where all before it met in a message. */
async function matchTokens({ readParts }: Place, wanted: Wanted[]): Promise<{ matched: Matched[]; isWhole: boolean }> {
  let isWhole = true;
  let matched: (Wanted & { positions?: number[] })[] = wanted;
  const most = Math.max(0, ...wanted.map(({ tokens }) => tokens.length));
  for (let index = 0; index < most && matched.length > 0; index++) {
    const tokens = matched.map((one) => one.tokens[index] as number);
    const asked = matched.map(({ segment }, at) => ({ segment, number: partOf(tokens[at] as number, segment.bits) }));
    const parts = await readParts(asked);
    isWhole &&= !parts.includes(null);
    matched = matched.flatMap((one, at) => {
      const part = parts[at];
      const carrying = part ? findPositions(part, tokens[at] as number) : [];
      const positions = one.positions ? inBoth(one.positions, carrying) : carrying;
      return positions.length > 0 ? [{ ...one, positions }] : [];
    });
  }
  return { matched: matched as Matched[], isWhole };
}

/** What two ascending lists share. */
function inBoth(some: number[], others: number[]): number[] {
  let at = 0;
  return some.filter((value) => {
    while ((others[at] ?? Number.POSITIVE_INFINITY) < value) at++;
    return others[at] === value;
  });
}

function isWithin(candidate: Candidate, { before, after, beyond }: Range): boolean {
  if (before && candidate.at >= before.getTime()) return false;
  if (after && candidate.at < after.getTime()) return false;
  return !beyond || isNewer(beyond, candidate) < 0;
}
