import { createCipheriv, createDecipheriv } from "node:crypto";

/** An upload as it came, an image as it is shown, and its small form: each a series of chunks of its own. */
export const parts = ["upload", "image", "thumb"] as const;
export type Part = (typeof parts)[number];

/** Where a series of chunks belongs. All of it is bound into every chunk. */
export type ChunkPlace = { companyId: string; roomId: string; fileId: string; part: Part };

export const chunkBytes = 64 * 1024;
const tagBytes = 16;
export const sealedChunkBytes = chunkBytes + tagBytes;

const chunkCount = (size: number) => Math.max(1, Math.ceil(size / chunkBytes));

/** How many bytes `size` bytes are once they are sealed. */
export const sealedSize = (size: number) => size + chunkCount(size) * tagBytes;

/**
 * Seals a stream in chunks with AES-256-GCM, after the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár,
 * "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015): the nonce counts the chunks and
 * marks the last, so that none can be cut off, swapped, moved or repeated. `key` must be the file's own.
 */
export async function* sealChunks(
  key: Buffer,
  place: ChunkPlace,
  plain: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let index = 0;
  let held: Buffer | undefined;
  for await (const chunk of inPieces(plain, chunkBytes)) {
    if (held) yield* sealChunk(key, place, index++, false, held);
    held = chunk;
  }
  yield* sealChunk(key, place, index, true, held ?? Buffer.alloc(0));
}

/** Bytes `from` to `to` (not included) of a file of `size` bytes, and which sealed bytes hold them. */
export type Slice = { size: number; from: number; to: number };

export function sealedSlice({ size, from, to }: Slice): { from: number; to: number } {
  const first = Math.floor(from / chunkBytes);
  const end = Math.ceil(to / chunkBytes);
  return { from: first * sealedChunkBytes, to: Math.min(end * sealedChunkBytes, sealedSize(size)) };
}

/**
 * Opens a slice from the sealed bytes that `sealedSlice` names. Throws an Error at the first chunk that is damaged,
 * missing or not in its place: what was given before that is right.
 */
export async function* openChunks(
  key: Buffer,
  place: ChunkPlace,
  slice: Slice,
  sealed: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const { size, from, to } = slice;
  const last = chunkCount(size) - 1;
  const end = Math.ceil(to / chunkBytes);
  let index = Math.floor(from / chunkBytes);
  for await (const chunk of inPieces(sealed, sealedChunkBytes)) {
    const plain = openChunk(key, place, index, index === last, chunk);
    const start = index * chunkBytes;
    index += 1;
    yield plain.subarray(Math.max(0, from - start), Math.min(plain.length, to - start));
  }
  if (index < end) throw new Error("it ends before its time");
}

function sealChunk(key: Buffer, place: ChunkPlace, index: number, isLast: boolean, plain: Buffer): Buffer[] {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(place, index, isLast), { authTagLength: tagBytes });
  cipher.setAAD(bound(place, index, isLast));
  const sealed = cipher.update(plain);
  cipher.final();
  return [sealed, cipher.getAuthTag()];
}

function openChunk(key: Buffer, place: ChunkPlace, index: number, isLast: boolean, sealed: Buffer): Buffer {
  if (sealed.length < tagBytes) throw new Error("a chunk is too short");
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(place, index, isLast), { authTagLength: tagBytes });
  decipher.setAAD(bound(place, index, isLast));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(0, sealed.length - tagBytes));
  decipher.final();
  return plain;
}

/** Part (1) · zeros (6) · number of the chunk (4) · whether it is the last (1): never twice under one file's key. */
function nonceOf({ part }: ChunkPlace, index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(parts.indexOf(part), 0);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

function bound({ companyId, roomId, fileId, part }: ChunkPlace, index: number, isLast: boolean): Buffer {
  return Buffer.from(["file 1", companyId, roomId, fileId, part, index, isLast].join("\n"));
}

/** The same bytes in pieces of one size; the last may be shorter. A piece stands until the next but one is asked for. */
async function* inPieces(bytes: AsyncIterable<Buffer>, pieceBytes: number): AsyncGenerator<Buffer> {
  let piece = Buffer.allocUnsafeSlow(pieceBytes);
  let other = Buffer.allocUnsafeSlow(pieceBytes);
  let filled = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const copied = chunk.copy(piece, filled, at);
      at += copied;
      filled += copied;
      if (filled < pieceBytes) continue;
      yield piece;
      [piece, other] = [other, piece];
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
