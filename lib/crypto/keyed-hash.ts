import { hash } from "node:crypto";

const blockBytes = 64;
/** Texts of up to so many bytes are hashed where they are written down; longer ones take a copy. */
const roomForText = 256;

export type KeyedHash = (text: string) => string;

/**
 * HMAC-SHA-256 (RFC 2104) of texts under one key of at most 64 bytes, in hexadecimal digits. Two hashes in one go each:
 * `createHmac` makes objects for every text, which costs many times as much, most of it in collecting them.
 */
export function keyedHash(key: Buffer): KeyedHash {
  const inner = padded(key, 0x36, roomForText);
  const outer = padded(key, 0x5c, 32);
  const led = (text: string) =>
    Buffer.byteLength(text) > roomForText
      ? Buffer.concat([inner.subarray(0, blockBytes), Buffer.from(text)])
      : inner.subarray(0, blockBytes + inner.write(text, blockBytes));
  return (text) => {
    outer.write(hash("sha256", led(text), "hex"), blockBytes, "hex");
    return hash("sha256", outer, "hex");
  };
}

/** A block of the key, zeros behind it, with each byte changed by the pad, and room for what follows. */
function padded(key: Buffer, pad: number, room: number): Buffer {
  if (key.length > blockBytes) throw new RangeError("The key is longer than a block");
  const block = Buffer.alloc(blockBytes + room);
  key.copy(block);
  for (let index = 0; index < blockBytes; index++) block[index] = (block[index] as number) ^ pad;
  return block;
}
