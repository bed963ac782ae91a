import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { env } from "#lib/env.ts";

/** Where sealed bytes lie, by names that the server made. */
export type FileStore = {
  /** Once it has resolved the bytes are there for good; when it fails, nothing of them is. */
  write(name: string, bytes: AsyncIterable<Buffer>): Promise<void>;
  /** The bytes `from` to `to` (not included). */
  read(name: string, from: number, to: number): AsyncIterable<Buffer>;
  /** How many bytes there are under a name; null where there is nothing. */
  size(name: string): Promise<number | null>;
  /** Does nothing where there is nothing. */
  remove(name: string): Promise<void>;
};

/** A store in a folder: `files/<two hex>/<name>` by the last two digits of the id, which are random. */
export function folderStore(folder: string): FileStore {
  const pathOf = (name: string) => join(folder, name.slice(34, 36), name);
  return {
    async write(name, bytes) {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        await writeDraft(`${path}.part`, bytes);
        await rename(`${path}.part`, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await rm(`${path}.part`, { force: true });
        throw error;
      }
    },
    async *read(name, from, to) {
      const file = await open(pathOf(name), "r");
      try {
        if (to > from) yield* file.createReadStream({ start: from, end: to - 1, autoClose: false });
      } finally {
        await file.close();
      }
    },
    async size(name) {
      const found = await stat(pathOf(name)).catch(() => null);
      return found?.size ?? null;
    },
    async remove(name) {
      const path = pathOf(name);
      await Promise.all([rm(path, { force: true }), rm(`${path}.part`, { force: true })]);
    },
  };
}

async function writeDraft(path: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of bytes) await file.appendFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is on the disk once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

/** This installation's store. */
export const fileStore = (): FileStore => folderStore(join(env().DATA_DIR, "files"));
