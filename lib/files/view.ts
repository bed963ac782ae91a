import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import { openFileName } from "#lib/files/file-keys.ts";
import type { Audience, FileView } from "#lib/messages/events.ts";

/** A file as a message's row brings it along. */
export type SealedFileView = {
  id: string;
  nameEncrypted: string;
  mediaType: string;
  size: number;
  width: number | null;
  height: number | null;
};

/** Opens the names of a message's files. One that cannot be opened raises an alarm and gets a name that says so. */
export function viewFiles(
  files: SealedFileView[],
  companyId: string,
  { roomId, audience }: { roomId: string; audience: Audience },
  keys: RoomKeys | undefined,
): FileView[] {
  return files.map(({ id, nameEncrypted, mediaType, size, width, height }) => {
    const sealed = { id, roomId, audience, nameEncrypted: Buffer.from(nameEncrypted, "hex") };
    const name = openFileName(keys, companyId, sealed) ?? "A file that cannot be opened";
    return { id, name, mediaType, size, ...(width !== null && height !== null && { width, height }) };
  });
}
