import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { BoundedMap } from "#lib/bounded-map.ts";
import { type KeyedHash, keyedHash } from "#lib/crypto/keyed-hash.ts";
import { type RoomKey, type RoomKeys, versionKey } from "#lib/crypto/room-keys.ts";
import type { Audience } from "#lib/messages/events.ts";
import type { SearchableThing } from "#lib/search/events.ts";
import { piecesOfWord } from "#lib/search/pieces.ts";
import { type Word, wordsOf } from "#lib/search/words.ts";

/** What search keeps of a room's keys: one that makes tokens, one that seals what is kept of them. */
export type SearchKey = { hash: KeyedHash; sealing: KeyObject };

const derived = new WeakMap<RoomKey, SearchKey>();

/**
 * The keys of a room's search, derived (HKDF, RFC 5869) from the first version of its audience's key: later versions seal
 * new texts, but tokens stay comparable. Undefined for a room without that key.
 */
export function searchKeyOf(keys: RoomKeys | undefined, audience: Audience): SearchKey | undefined {
  const first = keys?.byVersion.get(versionKey(audience, 1));
  if (!first) return undefined;
  const known = derived.get(first) ?? deriveKey(first.key);
  derived.set(first, known);
  return known;
}

/** The keys under which rooms' segments are sealed. Tokens of staff notes among them are made with another. */
export function searchKeysOf(rooms: ReadonlyMap<string, RoomKeys>): Map<string, SearchKey> {
  const found = new Map<string, SearchKey>();
  for (const [roomId, keys] of rooms) {
    const key = searchKeyOf(keys, "everyone");
    if (key) found.set(roomId, key);
  }
  return found;
}

function deriveKey(key: KeyObject): SearchKey {
  const derive = (purpose: string) => Buffer.from(hkdfSync("sha256", key, "", purpose, 32));
  return { hash: keyedHash(derive("parley search")), sealing: createSecretKey(derive("parley search segments")) };
}

export const tokenBits = 40;

/** A piece as the index knows it: the first 40 bits of an HMAC-SHA-256 (RFC 2104) under the room's search key. */
export const tokenOf = ({ hash }: SearchKey, piece: string): number =>
  Number.parseInt(hash(piece).slice(0, tokenBits / 4), 16);

/** Words recur: the tokens of so many words, of at most so many letters, are remembered for so many rooms. */
const wordsMost = 500;
const lettersMost = 24;
const remembered = new BoundedMap<SearchKey, Map<string, number[]>>(512);

function tokensOfWord(key: SearchKey, word: Word): number[] {
  const known = remembered.get(key) ?? new Map<string, number[]>();
  const found = known.get(word.text);
  if (found) return found;
  const tokens = piecesOfWord(word).map((piece) => tokenOf(key, piece));
  if (word.text.length > lettersMost) return tokens;
  if (known.size >= wordsMost) known.clear();
  if (known.size === 0) remembered.set(key, known);
  known.set(word.text, tokens);
  return tokens;
}

export const senderPiece = (userId: string) => `from ${userId}`;
export const thingPiece = (thing: SearchableThing) => `has ${thing}`;

type Said = { content: string | null; files: { name: string; mediaType: string }[] };

/**
 * The tokens of all that a message can be found by, some more than once: of its text and the names of its files, who sent
 * it, what it brings along.
 */
export function tokensOfMessage(key: SearchKey, message: Said & { senderId: string | null }): number[] {
  const { senderId } = message;
  return [
    ...wordsOf(textOf(message)).flatMap((word) => tokensOfWord(key, word)),
    ...(senderId ? [tokenOf(key, senderPiece(senderId))] : []),
    ...thingsOf(message).map((thing) => tokenOf(key, thingPiece(thing))),
  ];
}

/** The text that search looks through: what was written, then the names of the files, a line each. */
export const textOf = ({ content, files }: Pick<Said, "content"> & { files: { name: string }[] }): string =>
  [...(content ? [content] : []), ...files.map(({ name }) => name)].join("\n");

function thingsOf({ content, files }: Said): SearchableThing[] {
  return [
    ...(/\bhttps?:\/\/[^\s/]|\bwww\.[^\s.]+\./i.test(content ?? "") ? (["link"] as const) : []),
    ...(files.length > 0 ? (["file"] as const) : []),
    ...(files.some(({ mediaType }) => mediaType.startsWith("image/")) ? (["image"] as const) : []),
  ];
}
