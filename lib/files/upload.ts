import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatFile } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { env } from "#lib/env.ts";
import { databaseCode, notFound } from "#lib/errors.ts";
import type { Part } from "#lib/files/chunks.ts";
import { sealFile } from "#lib/files/file-keys.ts";
import { imageMost, treatImage } from "#lib/files/images.ts";
import { type ImageType, inspect, isImageType } from "#lib/files/media-types.ts";
import { receiveFile, upTo } from "#lib/files/multipart.ts";
import { cleanName } from "#lib/files/names.ts";
import { dropFiles, removeBytes } from "#lib/files/removal.ts";
import { nameInStore, readWhole, writeSealed } from "#lib/files/sealed-file.ts";
import { fileStore } from "#lib/files/store.ts";
import { unusable } from "#lib/files/unusable.ts";
import type { Call } from "#lib/http/call.ts";
import { newId } from "#lib/ids.ts";
import type { FileView } from "#lib/messages/events.ts";
import { takeToken } from "#lib/rate-limits/limiter.ts";

/** An upload under way. Its row is there before its bytes, so that none are ever without one; until they are whole its size is 0. */
type Upload = { id: string; companyId: string; roomId: string; key: Buffer };
type Received = { name: string; type: string; size: number };

/**
 * Takes a file in, sealed as it streams; a message may then carry it. Images are made anew without metadata.
 * Throws the refusals of the room's door, `rate_limited`, `body_too_large`, `invalid_input`.
 */
export async function uploadFile(
  db: Db,
  viewer: Viewer,
  { roomId }: { roomId: string },
  call: Call,
): Promise<FileView> {
  const { room } = await accessRoom(db, viewer, roomId, "file.upload");
  await takeToken(db, "file.upload", { companyId: viewer.companyId, user: viewer.userId, room: room.id });
  const upload: Upload = { id: newId(), companyId: room.companyId, roomId: room.id, key: randomBytes(32) };
  try {
    const received = await receiveFile(call, env().FILE_SIZE_MAX * 1024 * 1024, async ({ name, bytes }) => {
      const cleaned = cleanName(name);
      await insertRow(db, viewer, upload, cleaned);
      return { name: cleaned, ...(await keepBytes(upload, bytes)) };
    });
    return await finish(db, upload, received);
  } catch (error) {
    await discard(db, upload).catch(() => {}); // else the sweeper does, when the upload is a day old
    throw error;
  }
}

async function insertRow(db: Db, viewer: Viewer, upload: Upload, name: string): Promise<void> {
  const { id, companyId, roomId, key } = upload;
  const keys = (await roomKeys(db, companyId, [roomId])).get(roomId);
  if (!keys) throw notFound();
  const seal = sealFile(keys, companyId, { id, roomId, audience: "everyone" }, { name, key });
  const row = { id, roomId, uploaderId: viewer.userId, ...seal, mediaType: "", size: 0 };
  await db.insert(chatFile).values(row).catch(refuseWithoutRoom);
}

/** The room was deleted after its keys were read. */
function refuseWithoutRoom(error: unknown): never {
  throw databaseCode(error) === "23503" ? notFound() : error;
}

async function keepBytes(upload: Upload, bytes: AsyncIterable<Buffer>): Promise<Omit<Received, "name">> {
  const inspected = await inspect(bytes);
  const { type } = inspected;
  const size = await write(
    upload,
    "upload",
    isImageType(type) ? upTo(imageMost.bytes, inspected.bytes) : inspected.bytes,
  );
  if (size === 0) throw unusable("This file is empty.", "is empty");
  return { type, size };
}

async function finish(db: Db, upload: Upload, { name, type, size }: Received): Promise<FileView> {
  const image = isImageType(type) ? await keepImage(upload, type, size) : null;
  const facts = { mediaType: type, size, ...image };
  const [row] = await db.update(chatFile).set(facts).where(eq(chatFile.id, upload.id)).returning({ id: chatFile.id });
  if (!row) throw notFound(); // the room was deleted meanwhile
  const { thumbSize: _, ...shown } = { thumbSize: 0, ...facts };
  return { id: upload.id, name, ...shown };
}

/** Puts the image as it is shown, and its small form, in the place of the upload. */
async function keepImage(upload: Upload, type: ImageType, uploadedSize: number) {
  const { bytes, thumb, width, height } = await treatImage(type, () =>
    readWhole(fileStore(), upload.key, placeOf(upload, "upload"), { size: uploadedSize, from: 0, to: uploadedSize }),
  );
  const size = await write(upload, "image", [bytes]);
  const thumbSize = await write(upload, "thumb", [thumb]);
  await fileStore().remove(nameInStore(upload.id, "upload"));
  return { size, width, height, thumbSize };
}

const write = (upload: Upload, part: Part, bytes: AsyncIterable<Buffer> | Iterable<Buffer>) =>
  writeSealed(fileStore(), upload.key, placeOf(upload, part), bytes as AsyncIterable<Buffer>);

const placeOf = ({ id: fileId, companyId, roomId }: Upload, part: Part) => ({ companyId, roomId, fileId, part });

async function discard(db: Db, { id }: Upload): Promise<void> {
  await db.transaction((tx) => dropFiles(tx as unknown as Db, eq(chatFile.id, id)));
  await removeBytes(db, [id]);
}
