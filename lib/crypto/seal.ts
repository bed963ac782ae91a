import { createCipheriv, createDecipheriv, type KeyObject } from "node:crypto";
import { randomBytes } from "#lib/random-bytes.ts";

/**
 * Where a sealed text belongs. All of it is bound into the seal, so that a ciphertext moved to another company,
 * room, message, sender, field or revision does not open there.
 */
export type Place = {
  companyId: string;
  roomId: string;
  /** The message, the room itself for what belongs to the room, or a segment of its search. */
  itemId: string;
  senderId: string | null;
  field: "content" | "topic" | "subject" | "key" | "fileKey" | "fileName" | "search";
  revision: number;
};

const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 5;
const options = { authTagLength: tagBytes };

/**
 * Seals with AES-256-GCM (NIST SP 800-38D): a random 96-bit nonce, a 16-byte tag, the place and key version as
 * additional data. Gives `format (1) · key version (4) · nonce (12) · ciphertext · tag (16)`. A key is a KeyObject because
 * Node takes some ten microseconds to make one of bytes, several times what all the rest takes.
 */
export function seal(key: KeyObject, keyVersion: number, place: Place, plain: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(format, 0);
  header.writeUInt32BE(keyVersion, 1);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, options);
  cipher.setAAD(bound(header, place));
  return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` made. Throws an Error when the key, the place or a single bit is another. */
export function open(key: KeyObject, place: Place, sealed: Buffer): Buffer {
  if (sealed.length < headerBytes + nonceBytes + tagBytes || sealed[0] !== format)
    throw new Error("This is nothing that was sealed");
  const nonceEnd = headerBytes + nonceBytes;
  const tagStart = sealed.length - tagBytes;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(headerBytes, nonceEnd), options);
  decipher.setAAD(bound(sealed.subarray(0, headerBytes), place));
  decipher.setAuthTag(sealed.subarray(tagStart));
  const plain = decipher.update(sealed.subarray(nonceEnd, tagStart));
  decipher.final(); // verifies; a stream cipher leaves nothing to give
  return plain;
}

/** The version of the key that sealed this. */
export function keyVersionOf(sealed: Buffer): number {
  if (sealed.length < headerBytes) throw new Error("This is nothing that was sealed");
  return sealed.readUInt32BE(1);
}

function bound(header: Buffer, { companyId, roomId, itemId, senderId, field, revision }: Place): Buffer {
  const place = `${companyId}\n${roomId}\n${itemId}\n${senderId ?? ""}\n${field}\n${revision}`;
  return Buffer.concat([header, Buffer.from(place)]);
}
