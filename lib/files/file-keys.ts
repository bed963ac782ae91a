import type { chatFile } from "#db/schema/index.ts";
import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import { openText, sealText } from "#lib/crypto/room-text.ts";
import type { Place } from "#lib/crypto/seal.ts";
import type { Audience } from "#lib/messages/events.ts";

/** Where a file's own key and name are sealed: under a key of its room, bound to the file. */
const placeOf = (companyId: string, roomId: string, fileId: string, field: "fileKey" | "fileName"): Place => ({
  companyId,
  roomId,
  itemId: fileId,
  senderId: null,
  field,
  revision: 0,
});

export type FileSeal = { nameEncrypted: Buffer; keyEncrypted: Buffer };
type FileSecrets = { name: string; key: Buffer };
type SealedFile = FileSeal & Pick<typeof chatFile.$inferSelect, "id" | "roomId" | "audience">;

/** Wraps a file's own key, and seals its name, for an audience of its room. */
export function sealFile(
  keys: RoomKeys | undefined,
  companyId: string,
  file: { id: string; roomId: string; audience: Audience },
  { name, key }: FileSecrets,
): FileSeal {
  const seal = (field: "fileKey" | "fileName", text: string) =>
    sealText(keys, file.audience, placeOf(companyId, file.roomId, file.id, field), text);
  return { nameEncrypted: seal("fileName", name), keyEncrypted: seal("fileKey", key.toString("base64")) };
}

/** A file's name; null, and an alarm, when it cannot be opened. */
export function openFileName(
  keys: RoomKeys | undefined,
  companyId: string,
  { id, roomId, audience, nameEncrypted }: Omit<SealedFile, "keyEncrypted">,
): string | null {
  return openText(keys, audience, placeOf(companyId, roomId, id, "fileName"), nameEncrypted);
}

/** A file's key and name. Throws an Error when either cannot be opened. */
export function openFile(keys: RoomKeys | undefined, companyId: string, file: SealedFile): FileSecrets {
  const name = openFileName(keys, companyId, file);
  const place = placeOf(companyId, file.roomId, file.id, "fileKey");
  const key = openText(keys, file.audience, place, file.keyEncrypted);
  if (name === null || key === null) throw new Error(`File ${file.id} cannot be opened with the keys that are here.`);
  return { name, key: Buffer.from(key, "base64") };
}
