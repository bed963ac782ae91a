import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { type RoomKey, type RoomKeys, versionKey } from "#lib/crypto/room-keys.ts";
import type { Audience, MessageView } from "#lib/messages/events.ts";
import type { SearchableThing } from "#lib/search/events.ts";
import { piecesOf } from "#lib/search/pieces.ts";

const derived = new WeakMap<RoomKey, KeyObject>();

/**
 * The key of a room's tokens, derived (HKDF, RFC 5869) from the first version of its audience's key: later versions seal
 * new texts, but tokens stay comparable. Undefined for a room without that key.
 */
export function searchKeyOf(keys: RoomKeys | undefined, audience: Audience): KeyObject | undefined {
  const first = keys?.byVersion.get(versionKey(audience, 1));
  if (!first) return undefined;
  const known =
    derived.get(first) ?? createSecretKey(Buffer.from(hkdfSync("sha256", first.key, "", "parley search", 32)));
  derived.set(first, known);
  return known;
}

/** A piece as the database sees it: the first 64 bits of an HMAC-SHA-256 (RFC 2104) under the room's search key. */
export const tokenOf = (searchKey: KeyObject, piece: string): bigint =>
  createHmac("sha256", searchKey).update(piece).digest().readBigInt64BE(0);

export const senderPiece = (userId: string) => `from ${userId}`;
export const thingPiece = (thing: SearchableThing) => `has ${thing}`;

/** All that a message can be found by: its text and the names of its files, who sent it, what it brings along. */
export function piecesOfMessage(message: MessageView): string[] {
  const { sender } = message;
  return [
    ...piecesOf(textOf(message)),
    ...(sender ? [senderPiece(sender.id)] : []),
    ...thingsOf(message).map((thing) => thingPiece(thing)),
  ];
}

/** The text that search looks through: what was written, then the names of the files, a line each. */
export const textOf = ({ content, files }: MessageView): string =>
  [...(content ? [content] : []), ...files.map(({ name }) => name)].join("\n");

function thingsOf({ content, files }: MessageView): SearchableThing[] {
  return [
    ...(/\bhttps?:\/\/[^\s/]|\bwww\.[^\s.]+\./i.test(content ?? "") ? (["link"] as const) : []),
    ...(files.length > 0 ? (["file"] as const) : []),
    ...(files.some(({ mediaType }) => mediaType.startsWith("image/")) ? (["image"] as const) : []),
  ];
}
