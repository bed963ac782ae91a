import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import {
  type ChunkPlace,
  chunkBytes,
  openChunks,
  parts,
  sealChunks,
  sealedChunkBytes,
  sealedSize,
  sealedSlice,
} from "#lib/files/chunks.ts";
import { collect } from "#lib/files/testing.ts";
import { newId } from "#lib/ids.ts";

const key = randomBytes(32);
const place: ChunkPlace = { companyId: newId(), roomId: newId(), fileId: newId(), part: "upload" };

async function* pieces(bytes: Buffer, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
const sealed = (plain: Buffer, pieceBytes = 50_000) => collect(sealChunks(key, place, pieces(plain, pieceBytes)));

function opened(bytes: Buffer, size: number, { from = 0, to = size, at = place, under = key } = {}) {
  const slice = { size, from, to };
  const range = sealedSlice(slice);
  return collect(openChunks(under, at, slice, pieces(bytes.subarray(range.from, range.to), 40_000)));
}

const aroundBorders = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -2, max: 2 }))
  .map(([chunks, more]) => Math.max(0, chunks * chunkBytes + more));

test("whatever the size and however it comes, all of it and every range of it opens again", async () => {
  await fc.assert(
    fc.asyncProperty(
      aroundBorders,
      fc.integer({ min: 1000, max: 200_000 }),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
        maxLength: 4,
      }),
      async (size, pieceBytes, ranges) => {
        const plain = randomBytes(size);
        const bytes = await sealed(plain, pieceBytes);
        assert.equal(bytes.length, sealedSize(size));
        assert.ok(plain.equals(await opened(bytes, size)));
        for (const pair of ranges) {
          const [from = 0, to = 0] = pair.map((part) => Math.floor(part * size)).toSorted((a, b) => a - b);
          if (to > from) assert.ok(plain.subarray(from, to).equals(await opened(bytes, size, { from, to })));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("ranges right at the borders of chunks", async () => {
  const size = 2 * chunkBytes + 10;
  const plain = randomBytes(size);
  const bytes = await sealed(plain);
  for (const border of [chunkBytes, 2 * chunkBytes]) {
    for (const [from, to] of [
      [border - 1, border],
      [border, border + 1],
      [border - 1, border + 1],
      [0, border],
      [border, size],
    ] as const) {
      assert.ok(plain.subarray(from, to).equals(await opened(bytes, size, { from, to })), `${from} to ${to}`);
    }
  }
});

test("a flipped bit anywhere is refused", async () => {
  const size = chunkBytes + 100;
  const bytes = await sealed(randomBytes(size));
  for (let tried = 0; tried < 60; tried++) {
    const damaged = Buffer.from(bytes);
    const at = Math.floor((tried / 60) * bytes.length);
    damaged[at] = (damaged[at] as number) ^ (1 << (tried % 8));
    await assert.rejects(opened(damaged, size), `byte ${at}`);
  }
});

test("no chunk can be cut off, swapped, repeated or left out, also when the size is said to be another", async () => {
  const size = 3 * chunkBytes;
  const bytes = await sealed(randomBytes(size));
  const [one, two, three] = [0, 1, 2].map((n) => bytes.subarray(n * sealedChunkBytes, (n + 1) * sealedChunkBytes)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const wrong: [string, Buffer, number][] = [
    ["cut", Buffer.concat([one, two]), size],
    ["cut, and the size with it", Buffer.concat([one, two]), 2 * chunkBytes],
    ["cut to one", one, chunkBytes],
    ["nothing left", Buffer.alloc(0), size],
    ["swapped", Buffer.concat([two, one, three]), size],
    ["repeated", Buffer.concat([one, one, three]), size],
    ["longer", Buffer.concat([one, two, three, three]), 4 * chunkBytes],
    ["half a chunk less", bytes.subarray(0, -chunkBytes / 2), size],
    ["half a chunk less, and the size with it", bytes.subarray(0, -chunkBytes / 2), size - chunkBytes / 2],
    ["a tag shortened", bytes.subarray(0, -1), size],
  ];
  for (const [what, damaged, said] of wrong) await assert.rejects(opened(damaged, said), what);
});

test("a chunk opens only in its company, room, file and part, and only under its key", async () => {
  const bytes = await sealed(Buffer.from("the launch is on Tuesday"));
  const moved: Partial<ChunkPlace>[] = [
    { companyId: newId() },
    { roomId: newId() },
    { fileId: newId() },
    ...parts.filter((part) => part !== place.part).map((part) => ({ part })),
  ];
  for (const change of moved) await assert.rejects(opened(bytes, 24, { at: { ...place, ...change } }));
  await assert.rejects(opened(bytes, 24, { under: randomBytes(32) }));
  assert.equal((await opened(bytes, 24)).toString(), "the launch is on Tuesday");
});
