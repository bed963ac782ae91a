import { fileTypeFromBuffer } from "file-type";

/** Images that are shown in place: read, made anew and stripped of what they tell about their maker. */
export const imageTypes = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"] as const;
export type ImageType = (typeof imageTypes)[number];

const playableTypes = [
  "video/mp4",
  "video/webm",
  "video/quicktime",
  "audio/mpeg",
  "audio/ogg",
  "audio/wav",
  "audio/flac",
];
const savedTypes = ["application/pdf", "application/zip", "application/gzip", "application/x-7z-compressed"];
const otherNames: Record<string, string> = {
  "image/apng": "image/png",
  "audio/ogg; codecs=opus": "audio/ogg",
  "audio/x-m4a": "audio/mp4",
  "audio/x-flac": "audio/flac",
};
const office = /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.[a-z.-]+$/;

export const unknownType = "application/octet-stream";

export const isImageType = (type: string): type is ImageType => (imageTypes as readonly string[]).includes(type);

/** Whether a browser may show it in place. Never anything that could hold a script: markup is of unknown type. */
export const isShownInline = (type: string) => isImageType(type) || playableTypes.includes(type);

const headBytes = 4100;

/**
 * Finds out what bytes are from their beginning, never from what their sender says. Gives the type, and the same
 * bytes from the start. Markup, scripts and whatever else is not known by its first bytes are of unknown type.
 */
export async function inspect(bytes: AsyncIterable<Buffer>): Promise<{ type: string; bytes: AsyncIterable<Buffer> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const head: Buffer[] = [];
  let size = 0;
  while (size < headBytes) {
    const next = await iterator.next();
    if (next.done) break;
    head.push(next.value);
    size += next.value.length;
  }
  const rest = { [Symbol.asyncIterator]: () => iterator };
  const whole = async function* () {
    yield* head;
    yield* rest;
  };
  return { type: await typeOf(Buffer.concat(head)), bytes: whole() };
}

async function typeOf(head: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(head.subarray(0, headBytes)).catch(() => undefined);
  const type = otherNames[found?.mime ?? ""] ?? found?.mime ?? unknownType;
  const isKnown = isShownInline(type) || savedTypes.includes(type) || office.test(type) || type === "audio/mp4";
  return isKnown ? type : unknownType;
}
