import {
  type ChunkPlace,
  openChunks,
  type Part,
  type Slice,
  sealChunks,
  sealedSize,
  sealedSlice,
} from "#lib/files/chunks.ts";
import { notePassed } from "#lib/files/flat-memory.ts";
import type { FileStore } from "#lib/files/store.ts";
import { log } from "#lib/log.ts";

export const nameInStore = (fileId: string, part: Part) => (part === "upload" ? fileId : `${fileId}.${part}`);

/** Seals bytes as they come and keeps them; gives how many came. */
export async function writeSealed(
  store: FileStore,
  key: Buffer,
  place: ChunkPlace,
  plain: AsyncIterable<Buffer>,
): Promise<number> {
  let size = 0;
  const counted = async function* () {
    for await (const chunk of plain) {
      size += chunk.length;
      notePassed(chunk.length);
      yield chunk;
    }
  };
  await store.write(nameInStore(place.fileId, place.part), sealChunks(key, place, counted()));
  return size;
}

/**
 * Opens a slice of a kept file as it flows. Throws an Error, and raises an alarm to the operator, when a chunk is
 * missing or damaged: wrong bytes never come out.
 */
export async function* readSealed(
  store: FileStore,
  key: Buffer,
  place: ChunkPlace,
  slice: Slice,
): AsyncGenerator<Buffer> {
  const name = nameInStore(place.fileId, place.part);
  try {
    if ((await store.size(name)) !== sealedSize(slice.size)) throw new Error("its length is not what it was");
    const { from, to } = sealedSlice(slice);
    for await (const chunk of openChunks(key, place, slice, store.read(name, from, to))) {
      yield chunk;
      notePassed(chunk.length);
    }
  } catch (error) {
    const { part, fileId, roomId } = place;
    log.alarm("A sealed file cannot be opened", error, { part, fileId, roomId });
    throw error;
  }
}

/** A slice as one buffer, where it is small enough to be held in memory. */
export async function readWhole(store: FileStore, key: Buffer, place: ChunkPlace, slice: Slice): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readSealed(store, key, place, slice)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
