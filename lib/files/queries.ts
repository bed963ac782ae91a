import { and, eq, gt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatFile } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import { seesStaffNotes } from "#lib/access/staff-notes.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { notFound } from "#lib/errors.ts";
import type { Part } from "#lib/files/chunks.ts";
import { openFile } from "#lib/files/file-keys.ts";
import type { ByteRange } from "#lib/files/ranges.ts";
import { readSealed, readWhole } from "#lib/files/sealed-file.ts";
import { fileStore } from "#lib/files/store.ts";

/** A file that the viewer may have now, and a way to its bytes. */
export type OpenedFile = {
  name: string;
  mediaType: string;
  size: number;
  /** Throws at once when the first chunk cannot be opened; what goes wrong later ends the stream with an error. */
  read(range: ByteRange): Promise<AsyncIterable<Buffer>>;
};

/**
 * Finds a file of a room, or the small form of an image. Before it is sent it is its uploader's alone.
 * Throws the refusals of the room's door, and `not_found`.
 */
export async function findFile(
  db: Db,
  viewer: Viewer,
  input: { roomId: string; fileId: string; size?: "thumb" | undefined },
): Promise<OpenedFile> {
  const { room, companyRole } = await accessRoom(db, viewer, input.roomId, "room.read");
  const where = and(eq(chatFile.roomId, room.id), eq(chatFile.id, input.fileId), gt(chatFile.size, 0));
  const [file] = await db.select().from(chatFile).where(where);
  const isSent = file?.messageId !== null;
  if (!file || (!isSent && file.uploaderId !== viewer.userId)) throw notFound();
  if (file.audience === "staff" && !seesStaffNotes(companyRole)) throw notFound();
  const isThumb = input.size === "thumb";
  if (isThumb && file.thumbSize === null) throw notFound();
  const { name, key } = openFile((await roomKeys(db, room.companyId, [room.id])).get(room.id), room.companyId, file);
  const part: Part = isThumb ? "thumb" : file.width === null ? "upload" : "image";
  const size = isThumb ? (file.thumbSize ?? 0) : file.size;
  const place = { companyId: room.companyId, roomId: room.id, fileId: file.id, part };
  return {
    name: isThumb ? `${name}.webp` : name,
    mediaType: isThumb ? "image/webp" : file.mediaType,
    size,
    async read({ from, to }) {
      await readWhole(fileStore(), key, place, { size, from, to: from + 1 });
      return readSealed(fileStore(), key, place, { size, from, to });
    },
  };
}
