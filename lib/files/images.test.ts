import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal } from "#lib/errors.ts";
import { imageMost } from "#lib/files/images.ts";
import { findFile } from "#lib/files/queries.ts";
import { collect, storedFiles, temporaryFolder, upload } from "#lib/files/testing.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

const folder = temporaryFolder();
process.env.DATA_DIR = folder;
process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();
const { grace } = await castCompany(db);
const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers" });

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 12, g: 93, b: 92 } } });
/** Where it was taken, and by what. */
const place = { IFD0: { Make: "CanaryCam" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" } };

async function read(viewer: Viewer, fileId: string, size?: "thumb"): Promise<Buffer> {
  const file = await findFile(db, viewer, { roomId, fileId, size });
  return collect(await file.read({ from: 0, to: file.size }));
}

test("a photo comes out upright, without place or camera, with its measures and a small form", async () => {
  const photo = await picture(1600, 1200).withMetadata({ orientation: 6, exif: place }).jpeg().toBuffer();
  const tagged = await picture(1600, 1200).withExif(place).png().toBuffer();
  assert.ok(photo.includes("CanaryCam") && tagged.includes("CanaryCam"));
  for (const bytes of [photo, tagged]) {
    const file = await upload(db, grace, roomId, "photo.txt", bytes);
    const isTurned = bytes === photo;
    assert.equal(file.mediaType, isTurned ? "image/jpeg" : "image/png");
    assert.deepEqual([file.width, file.height], isTurned ? [1200, 1600] : [1600, 1200]);
    const shown = await read(grace, file.id);
    assert.equal(shown.length, file.size);
    const { exif, orientation, width, height } = await sharp(shown).metadata();
    assert.deepEqual([exif, orientation, width, height], [undefined, undefined, file.width, file.height]);
    assert.ok(!shown.includes("CanaryCam"));
    const thumb = await sharp(await read(grace, file.id, "thumb")).metadata();
    assert.deepEqual([thumb.format, thumb.width, thumb.exif], ["webp", 880, undefined]);
    assert.ok(!storedFiles(folder).some(({ path }) => path.endsWith(file.id)), "the upload as it came is gone");
  }
});

test("every kind of image is known by its bytes, and moving ones go on moving", async () => {
  const frames = await Promise.all(
    [0, 1, 2].map((n) =>
      picture(40, 30)
        .tint({ r: n * 90, g: 0, b: 0 })
        .png()
        .toBuffer(),
    ),
  );
  const moving = await sharp(frames, { join: { animated: true } })
    .gif({ delay: [100, 100, 100], loop: 0 })
    .toBuffer();
  const kinds = {
    "image/png": await picture(40, 30).png().toBuffer(),
    "image/webp": await picture(40, 30).webp().toBuffer(),
    "image/avif": await picture(40, 30).avif({ effort: 0 }).toBuffer(),
    "image/gif": moving,
  };
  const ids: string[] = [];
  for (const [mediaType, bytes] of Object.entries(kinds)) {
    const file = await upload(db, grace, roomId, "picture", bytes);
    assert.deepEqual([file.mediaType, file.width, file.height], [mediaType, 40, 30]);
    if (mediaType === "image/gif") assert.equal((await sharp(await read(grace, file.id)).metadata()).pages, 3);
    ids.push(file.id);
  }
  const { message } = await postMessage(db, grace, { roomId, fileIds: ids });
  assert.equal(message.type, "image");
  const text = await upload(db, grace, roomId, "plan.txt", "plan");
  const photo = await upload(db, grace, roomId, "photo", kinds["image/png"]);
  const { message: mixed } = await postMessage(db, grace, { roomId, fileIds: [photo.id, text.id] });
  assert.equal(mixed.type, "file");
});

test("markup is never shown in place, however it begins or is called", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  for (const text of [svg, `<?xml version="1.0"?>${svg}`, "<!doctype html><p>hi", "\ufeff<html>", "alert(1)"]) {
    const file = await upload(db, grace, roomId, "image.png", text);
    assert.deepEqual([file.mediaType, file.width], ["application/octet-stream", undefined], text);
  }
});

test("bombs are refused, and memory stays flat", async () => {
  const before = process.memoryUsage().rss;
  const wide = bombPng(30_000, 30_000);
  const frames = await Promise.all(
    Array.from({ length: imageMost.frames + 1 }, (_, n) =>
      picture(20, 16)
        .tint({ r: n % 256, g: 200 * (n % 2), b: n >> 1 })
        .png()
        .toBuffer(),
    ),
  );
  const film = await sharp(frames, { join: { animated: true } })
    .webp({ lossless: true })
    .toBuffer();
  const damaged = (await picture(400, 300).png().toBuffer()).subarray(0, 200);
  for (const [what, bytes] of Object.entries({ wide, film, damaged })) {
    const tried = upload(db, grace, roomId, "bomb.png", bytes);
    await assert.rejects(tried, (error) => isRefusal(error, "invalid_input"), what);
  }
  assert.ok(process.memoryUsage().rss - before < 100 * 1024 * 1024);
});

/** A PNG of a few hundred kilobytes that unpacks to gigabytes. */
function bombPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const rows = deflateSync(Buffer.alloc(20_000_000), { level: 9 });
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
