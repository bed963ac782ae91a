/** A message among those of a segment: its number in the room, and when it was sent (ms). */
export type Spot = { seq: number; at: number };

/**
 * What some messages of a room can be found by: an inverted index (Zobel and Moffat, "Inverted files for text search
 * engines", ACM Computing Surveys 38, 2006). The messages, oldest first; and that a message carries a token, as one number
 * made of the token and the message's position, in ascending order: so that sorting numbers is all the work there is.
 */
export type Segment = { messages: Spot[]; postings: Float64Array };

/** More messages a segment cannot hold. */
export const messagesMost = 4_096;
/** Segments of this many messages are left as they are. */
export const wholeFrom = 1_024;
/** So many segments of about the same size become one. */
const fanout = 4;
/** Fewer are not worth being written anew. */
export const fewest = 3;

/** Exact as long as a token has at most 41 bits: 53 are what a number of JavaScript holds. */
export const postingOf = (token: number, position: number): number => token * messagesMost + position;
export const tokenOfPosting = (posting: number): number => Math.floor(posting / messagesMost);

export const isOlder = (one: Spot, other: Spot): number => one.at - other.at || one.seq - other.seq;

/** A segment of messages with their tokens; at most 4,096. */
export function makeSegment(messages: (Spot & { tokens: number[] })[]): Segment {
  const sorted = messages.toSorted(isOlder);
  const postings = sorted.flatMap(({ tokens }, position) => tokens.map((token) => postingOf(token, position)));
  return {
    messages: sorted.map(({ seq, at }) => ({ seq, at })),
    postings: inOrder(Float64Array.from(postings)),
  };
}

/** One segment of what several hold, but for the messages of some numbers. */
export function merge(segments: Segment[], dropped: ReadonlySet<number> = new Set()): Segment {
  const kept = segments
    .flatMap(({ messages }, of) => messages.map((spot, position) => ({ spot, of, position })))
    .filter(({ spot }) => !dropped.has(spot.seq))
    .sort((one, other) => isOlder(one.spot, other.spot));
  const moved = segments.map(({ messages }) => new Int32Array(messages.length).fill(-1));
  for (const [index, { of, position }] of kept.entries()) (moved[of] as Int32Array)[position] = index;
  const postings = new Float64Array(segments.reduce((sum, one) => sum + one.postings.length, 0));
  let length = 0;
  for (const [of, segment] of segments.entries()) {
    for (const posting of segment.postings) {
      const token = tokenOfPosting(posting);
      const position = moved[of]?.[posting - postingOf(token, 0)] ?? -1; // none where the list of messages did not open
      if (position >= 0) postings[length++] = postingOf(token, position);
    }
  }
  return { messages: kept.map(({ spot }) => spot), postings: inOrder(postings.subarray(0, length)) };
}

/** Each once, in ascending order. */
function inOrder(postings: Float64Array): Float64Array {
  postings.sort();
  let length = 0;
  for (const posting of postings) {
    if (length === 0 || posting !== postings[length - 1]) postings[length++] = posting;
  }
  return postings.subarray(0, length);
}

/**
 * Which of a room's segments a new one of this size is to be merged with: of four of about the same size one is made, so
 * that a room has few, and a message is written anew only as often as its segment grows fourfold (O'Neil et al., "The
 * log-structured merge-tree", Acta Informatica 33, 1996).
 */
export function toMergeWith<Sized extends { size: number }>(segments: Sized[], size: number): Sized[] {
  const merged = new Set<Sized>();
  for (let total = size; total < wholeFrom; ) {
    const tier = tierOf(total);
    const alike = segments.filter((one) => !merged.has(one) && tierOf(one.size) <= tier);
    if (alike.length < fanout - 1) break;
    for (const one of alike) {
      if (total + one.size > messagesMost) return [...merged];
      merged.add(one);
      total += one.size;
    }
  }
  return [...merged];
}

/**
 * Which of a room's segments are to become one while nobody waits: the smaller ones, up to one that is at most four times
 * as large as those below it together, so that a large one is not written anew for the sake of a few messages. None where
 * that would leave hardly fewer.
 */
export function toCompact<Sized extends { size: number }>(segments: Sized[]): Sized[] {
  const sorted = segments.toSorted((one, other) => one.size - other.size);
  let [total, count] = [0, 0];
  for (const [below, { size }] of sorted.entries()) {
    if (total + size > messagesMost) break;
    if (size <= fanout * total) count = below + 1;
    total += size;
  }
  return count >= fewest ? sorted.slice(0, count) : [];
}

const tierOf = (size: number): number => Math.floor(Math.log2(size) / Math.log2(fanout));
