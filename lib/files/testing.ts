import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Db } from "#db/client.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { uploadFile } from "#lib/files/upload.ts";
import type { Call } from "#lib/http/call.ts";
import type { FileView } from "#lib/messages/events.ts";

/** A data folder of its own, gone when the tests are. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-files-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What lies in the store: paths and bytes. */
export function storedFiles(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ path: join(parentPath, name), bytes: readFileSync(join(parentPath, name)) }));
}

export const boundary = "parley-test-boundary";

/** The multipart body of one file, given in pieces. */
export async function* multipart(
  name: string,
  bytes: Iterable<Buffer> | AsyncIterable<Buffer>,
  { field = "file", declared = "text/html", end = `\r\n--${boundary}--\r\n` } = {},
): AsyncGenerator<Buffer> {
  const disposition = `Content-Disposition: form-data; name="${field}"; filename="${name}"`;
  yield Buffer.from(`--${boundary}\r\n${disposition}\r\nContent-Type: ${declared}\r\n\r\n`);
  yield* bytes;
  yield Buffer.from(end);
}

export function callWith(body: AsyncIterable<Buffer>, headers: Record<string, string> = {}): Call {
  const given: Record<string, string> = { "content-type": `multipart/form-data; boundary=${boundary}`, ...headers };
  return {
    method: "POST",
    query: new URLSearchParams(),
    client: { address: "127.0.0.1", isLoopback: true, origin: null },
    header: (name) => given[name],
    readBody: async () => Buffer.of(),
    body: () => Readable.from(body),
  };
}

export function upload(
  db: Db,
  viewer: Viewer,
  roomId: string,
  name: string,
  bytes: Buffer | string,
): Promise<FileView> {
  return uploadFile(db, viewer, { roomId }, callWith(multipart(name, [Buffer.from(bytes)])));
}

export async function collect(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
