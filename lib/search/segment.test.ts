import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  makeSegment,
  merge,
  messagesMost,
  type Segment,
  toCompact,
  tokenOfPosting,
  toMergeWith,
  wholeFrom,
} from "#lib/search/segment.ts";
import {
  decodeMessages,
  decodePostings,
  encodeMessages,
  encodePostings,
  findMessages,
  findPositions,
  partOf,
} from "#lib/search/segment-codec.ts";
import { tokenBits } from "#lib/search/tokens.ts";

const token = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.maxSafeInteger().map((n) => Math.abs(n) % 2 ** tokenBits),
);
const message = fc.record({
  seq: fc.integer({ min: 1, max: 10_000 }),
  at: fc.integer({ min: 1, max: 2 ** 41 }),
  tokens: fc.array(token, { maxLength: 60 }),
});
type Message = { seq: number; at: number; tokens: number[] };
const messages = (maxLength: number) => fc.uniqueArray(message, { maxLength, selector: ({ seq }) => seq });

/** Who carries which token, read by the definition. */
function carriers({ messages, postings }: Segment): string[] {
  return Array.from(
    postings,
    (posting) => `${tokenOfPosting(posting)} ${messages[posting % messagesMost]?.seq}`,
  ).sort();
}
const told = (said: Message[]) =>
  [...new Set(said.flatMap(({ seq, tokens }) => tokens.map((one) => `${one} ${seq}`)))].sort();

test("a segment holds which message carries which token, the messages in the order of their times", () => {
  fc.assert(
    fc.property(messages(60), (said) => {
      const segment = makeSegment(said);
      assert.deepEqual(carriers(segment), told(said));
      const times = segment.messages.map(({ at }) => at);
      assert.deepEqual(
        times,
        times.toSorted((one, other) => one - other),
      );
    }),
  );
});

test("segments merge to what one of all their messages would be, without those that are dropped", () => {
  fc.assert(
    fc.property(messages(60), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 5 }), (said, parts, every) => {
      const some = Array.from({ length: parts }, (_, part) => makeSegment(said.filter((_, at) => at % parts === part)));
      const dropped = new Set(said.filter((_, at) => at % every === 0).map(({ seq }) => seq));
      const merged = merge(some, dropped);
      assert.deepEqual(merged, makeSegment(said.filter(({ seq }) => !dropped.has(seq))));
    }),
  );
});

test("what is encoded is decoded to the same, and each token found in its part", () => {
  fc.assert(
    fc.property(messages(200), (said) => {
      const { messages, postings } = makeSegment(said);
      const list = encodeMessages(messages);
      assert.deepEqual(decodeMessages(list), messages);
      const { bits, parts } = encodePostings(postings);
      const decoded: number[] = [];
      for (const part of parts.values()) decodePostings(part, decoded);
      assert.deepEqual(decoded, [...postings]);
      for (const token of new Set([7, ...said.flatMap(({ tokens }) => tokens)])) {
        const part = parts.get(partOf(token, bits));
        const found = part ? findPositions(part, token) : [];
        const carrying = messages.flatMap(({ seq }, at) =>
          said.some((one) => one.seq === seq && one.tokens.includes(token)) ? [at] : [],
        );
        assert.deepEqual(found, carrying);
        assert.deepEqual(
          findMessages(list, found),
          found.map((at) => messages[at]),
        );
      }
    }),
    { numRuns: 50 },
  );
});

test("the largest segment is exact to its last message and highest token", () => {
  const highest = 2 ** tokenBits - 1;
  const full = Array.from({ length: messagesMost }, (_, at) => ({ seq: at + 1, at, tokens: [highest, highest - 1] }));
  const { bits, parts } = encodePostings(makeSegment(full).postings);
  for (const one of [highest, highest - 1]) {
    const part = parts.get(partOf(one, bits));
    assert.equal(part && findPositions(part, one).at(-1), messagesMost - 1);
  }
});

test("however messages come, a room has few segments, none too large, and each message is written a few times", () => {
  for (const batch of [1, 3, 30, 400]) {
    let segments: { size: number }[] = [];
    let written = 0;
    const count = 20_000;
    for (let sent = 0; sent < count; sent += batch) {
      const small = segments.filter(({ size }) => size < wholeFrom);
      const merged = toMergeWith(small, batch);
      const size = merged.reduce((sum, one) => sum + one.size, batch);
      segments = [...segments.filter((one) => !merged.includes(one)), { size }];
      written += size;
      assert.ok(size <= messagesMost);
      assert.ok(segments.filter((one) => one.size < wholeFrom).length <= 15);
    }
    assert.ok(written / count < 7, `${written / count} times in batches of ${batch}`);
    assert.ok(segments.length < 15 + count / wholeFrom);
  }
});

test("a room at rest comes to a few segments, and a large one is not written anew for the sake of a few messages", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: messagesMost - 1 }), { maxLength: 40 });
  fc.assert(
    fc.property(sizes, (sizes) => {
      let segments = sizes.map((size) => ({ size }));
      for (let taken = toCompact(segments); taken.length > 0; taken = toCompact(segments)) {
        const size = taken.reduce((sum, one) => sum + one.size, 0);
        const largest = Math.max(...taken.map((one) => one.size));
        assert.ok(size <= messagesMost && largest <= (size * 4) / 5);
        segments = [...segments.filter((one) => !taken.includes(one)), { size }];
      }
      const total = sizes.reduce((sum, size) => sum + size, 0);
      assert.ok(segments.length <= 8 + (2 * total) / messagesMost, segments.map(({ size }) => size).join(" "));
    }),
  );
});
