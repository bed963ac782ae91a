import type { Sharp, SharpConstructor } from "sharp";
import type { ImageType } from "#lib/files/media-types.ts";
import { unusable } from "#lib/files/unusable.ts";

export type TreatedImage = { bytes: Buffer; thumb: Buffer; width: number; height: number };

/** What an image may be at most: its bytes, the pixels of all its frames together, its frames. */
export const imageMost = { bytes: 32 * 1024 * 1024, pixels: 50_000_000, frames: 300 };
const thumbBox = { width: 880, height: 1320 };

const loaders = ["JpegBuffer", "PngBuffer", "NsgifBuffer", "WebpBuffer", "HeifBuffer"];

let loading: Promise<SharpConstructor> | undefined;

/** sharp, allowed to read just the formats that we show, and holding on to nothing. */
function loadSharp(): Promise<SharpConstructor> {
  loading ??= import("sharp").then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ["VipsForeignLoad"] });
    sharp.unblock({ operation: loaders.map((name) => `VipsForeignLoad${name}`) });
    return sharp;
  });
  return loading;
}

const encoders: Record<ImageType, (image: Sharp) => Sharp> = {
  "image/jpeg": (image) => image.jpeg({ quality: 90 }),
  "image/png": (image) => image.png(),
  "image/gif": (image) => image.gif(),
  "image/webp": (image) => image.webp({ quality: 90 }),
  "image/avif": (image) => image.avif({ quality: 65, effort: 2 }),
};

let last: Promise<unknown> = Promise.resolve();

/**
 * Makes an image anew, upright and without metadata (place, camera, comments), with a small form for the message
 * list. One at a time in this process, so that memory stays flat. Throws the refusal `invalid_input` for an image
 * that is damaged, or larger unpacked than `imageMost`.
 */
export function treatImage(type: ImageType, read: () => Promise<Buffer>): Promise<TreatedImage> {
  const treated = last.then(async () => treat(type, await read()));
  last = treated.catch(() => {});
  return treated;
}

async function treat(type: ImageType, input: Buffer): Promise<TreatedImage> {
  const sharp = await loadSharp();
  const open = (animated: boolean) =>
    sharp(input, { animated, limitInputPixels: imageMost.pixels, failOn: "error", sequentialRead: true }).autoOrient();
  try {
    const {
      width = 0,
      height = 0,
      pageHeight = height,
      pages = 1,
    } = await sharp(input, {
      limitInputPixels: false,
    }).metadata();
    if (width * pageHeight * pages > imageMost.pixels || pages > imageMost.frames) throw tooLarge();
    const shown = await encoders[type](open(pages > 1)).toBuffer({ resolveWithObject: true });
    const box = { ...thumbBox, fit: "inside", withoutEnlargement: true } as const;
    const thumb = await open(false).resize(box).webp({ quality: 80 }).toBuffer();
    return {
      bytes: shown.data,
      thumb,
      width: shown.info.width,
      height: shown.info.pageHeight ?? shown.info.height,
    };
  } catch (error) {
    if (error instanceof Error && /pixel limit/.test(error.message)) throw tooLarge();
    if (error instanceof Error && error.name === "Error")
      throw unusable("This image is damaged.", "is an image that is damaged");
    throw error;
  }
}

const most = `${imageMost.pixels / 1e6} megapixels or ${imageMost.frames} frames`;
const tooLarge = () => unusable(`This image has more than ${most}.`, `is an image of more than ${most}`);
