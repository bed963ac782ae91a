import { and, asc, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatFile } from "#db/schema/index.ts";
import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import { invalid } from "#lib/errors.ts";
import { openFile, sealFile } from "#lib/files/file-keys.ts";
import type { Audience, MessageType } from "#lib/messages/events.ts";

type Upload = typeof chatFile.$inferSelect;
type Uploads = Map<string, Upload>;
type Carrier = { viewer: { userId: string }; roomId: string; fileIds: string[] };

/** Locks the unsent uploads among these, until the transaction ends: of two messages that carry the same, one gets it. */
export async function lockUploads(tx: Db, fileIds: string[]): Promise<Uploads> {
  if (fileIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(chatFile)
    .where(and(inArray(chatFile.id, fileIds), isNull(chatFile.messageId)))
    .orderBy(asc(chatFile.id))
    .for("update");
  return new Map(rows.filter(({ size }) => size > 0).map((row) => [row.id, row]));
}

/**
 * Takes a message's files from the locked ones: its sender's own, of its very room, not sent before.
 * Throws the refusal `invalid_input`, the same for whatever another's id may stand for.
 */
export function takeUploads(uploads: Uploads, { viewer, roomId, fileIds }: Carrier): Upload[] {
  const taken = fileIds.map((id) => {
    const upload = uploads.get(id);
    const isOwn = upload?.uploaderId === viewer.userId && upload.roomId === roomId;
    if (!isOwn) throw invalid("fileIds", "names what is no unsent upload of yours in this room");
    return upload;
  });
  for (const { id } of taken) uploads.delete(id);
  return taken;
}

/** The type of a message that carries these files; none for one that carries nothing. Throws `invalid_input` for a claim that does not hold. */
export function typeOfCarrier(wanted: MessageType | null, files: Upload[]): "image" | "file" {
  const isAllImages = files.every(({ width }) => width !== null);
  if (wanted === "image" && !isAllImages) throw invalid("type", "is image, but not every file is one");
  return wanted === "file" || !isAllImages ? "file" : "image";
}

export type Attachment = { messageId: string; audience: Audience; keys: RoomKeys | undefined; files: Upload[] };

/** Binds uploads to the messages that carry them, in one statement. For a staff note they are sealed anew, under the staff's key. */
export async function attachFiles(tx: Db, companyId: string, attachments: Attachment[]): Promise<void> {
  const bound = attachments.flatMap(({ messageId, audience, keys, files }) =>
    files.map((file, position) => {
      const seal =
        audience === file.audience
          ? file
          : sealFile(keys, companyId, { ...file, audience }, openFile(keys, companyId, file));
      const [name, key] = [seal.nameEncrypted.toString("hex"), seal.keyEncrypted.toString("hex")];
      return { id: file.id, messageId, position, audience, name, key };
    }),
  );
  if (bound.length === 0) return;
  await tx.execute(sql`
    update chat_file f set message_id = b."messageId", position = b.position, audience = b.audience,
      name_encrypted = decode(b.name, 'hex'), key_encrypted = decode(b.key, 'hex')
    from jsonb_to_recordset(${JSON.stringify(bound)}::jsonb)
      b(id uuid, "messageId" uuid, position smallint, audience text, name text, key text)
    where f.id = b.id`);
}
