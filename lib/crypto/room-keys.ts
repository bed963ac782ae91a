import { createSecretKey, generateKeySync, hkdfSync, type KeyObject } from "node:crypto";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { roomKey } from "#db/schema/index.ts";
import { BoundedMap } from "#lib/bounded-map.ts";
import { keyRing } from "#lib/crypto/key-ring.ts";
import { type KeyedHash, keyedHash } from "#lib/crypto/keyed-hash.ts";
import { open, type Place, seal } from "#lib/crypto/seal.ts";
import { log } from "#lib/log.ts";
import type { Audience } from "#lib/messages/events.ts";

export type RoomKey = {
  roomId: string;
  audience: Audience;
  version: number;
  key: KeyObject;
  /** Equal for equal text in one room, telling nothing without the key. */
  digest: KeyedHash;
  createdAt: Date;
};

/** `newest` is the key of each audience that seals; every version opens. */
export type RoomKeys = { newest: Map<Audience, RoomKey>; byVersion: Map<string, RoomKey> };

const most = 20_000;
const cacheKey = Symbol.for("parley.room-keys");
const held = globalThis as { [cacheKey]?: BoundedMap<string, RoomKeys & { readAt: number }> };

/**
 * Keys are read anew after this time (ms), and a new version seals only once it is twice as old: by then every process
 * has read it, so nobody meets a text whose key they do not know.
 */
const freshFor = 30_000;
const sealsAfter = 2 * freshFor;
const cache = () => (held[cacheKey] ??= new BoundedMap(most));

/**
 * The keys of rooms, from memory or in one statement. A key that does not open raises an alarm and is missing from
 * the answer: what it sealed shows as unreadable, and other rooms are none the worse.
 */
export async function roomKeys(db: Db, companyId: string, roomIds: Iterable<string>): Promise<Map<string, RoomKeys>> {
  const found = new Map<string, RoomKeys>();
  const missing: string[] = [];
  for (const roomId of new Set(roomIds)) {
    const keys = cache().get(roomId);
    if (keys && Date.now() - keys.readAt < freshFor) found.set(roomId, keys);
    else missing.push(roomId);
  }
  if (missing.length === 0) return found;
  const rows = await db.select().from(roomKey).where(oneOf(roomKey.roomId, missing));
  for (const [roomId, keys] of Map.groupBy(rows, (row) => row.roomId)) {
    const opened = gather(keys.flatMap((row) => unwrapOrAlarm(companyId, row)));
    found.set(roomId, opened);
    cache().set(roomId, { ...opened, readAt: Date.now() });
  }
  return found;
}

/** Forgets a room's keys: it was shredded, or got new ones. */
export function forgetRoomKeys(roomId: string): void {
  cache().delete(roomId);
}

/** Makes a key for a room: the row to insert, wrapped under the current master key. */
export function makeRoomKey(companyId: string, roomId: string, audience: Audience, version = 1) {
  return wrap(companyId, { roomId, audience, version, key: generateKeySync("aes", { length: 256 }) });
}

/** A room's key as a row, wrapped under the current master key. */
export function wrap(companyId: string, { roomId, audience, version, key }: Omit<RoomKey, "digest" | "createdAt">) {
  const { current, keys } = keyRing();
  const place = keyPlace(companyId, roomId, audience, current);
  const wrappedKey = seal(keys.get(current) as KeyObject, version, place, key.export());
  return { roomId, audience, version, masterKeyId: current, wrappedKey };
}

export const versionKey = (audience: Audience, version: number) => `${audience}:${version}`;

/** Opens a room's key. Throws an Error when the ring lacks its master key, or has another under that id. */
export function unwrap(companyId: string, row: typeof roomKey.$inferSelect): RoomKey {
  const { roomId, audience, version, masterKeyId } = row;
  const master = keyRing().keys.get(masterKeyId);
  if (!master) throw new Error(`MASTER_KEYS lacks the key ${masterKeyId}, which wraps the keys of room ${roomId}.`);
  const key = createSecretKey(open(master, keyPlace(companyId, roomId, audience, masterKeyId), row.wrappedKey));
  const digest = keyedHash(Buffer.from(hkdfSync("sha256", key, "", "parley body digest", 32)));
  return { roomId, audience, version, key, digest, createdAt: row.createdAt };
}

/** The room's key, or an alarm and nothing where it does not open. */
export function unwrapOrAlarm(companyId: string, row: typeof roomKey.$inferSelect): RoomKey[] {
  try {
    return [unwrap(companyId, row)];
  } catch (error) {
    const { roomId, audience, version } = row;
    log.alarm("A room's key cannot be opened", error, { roomId, audience, version });
    return [];
  }
}

function keyPlace(companyId: string, roomId: string, audience: Audience, masterKeyId: string): Place {
  return { companyId, roomId, itemId: `${audience} ${masterKeyId}`, senderId: null, field: "key", revision: 0 };
}

function gather(keys: RoomKey[]): RoomKeys {
  const byVersion = new Map(keys.map((key) => [versionKey(key.audience, key.version), key]));
  const newest = new Map<Audience, RoomKey>();
  for (const key of keys.toSorted((a, b) => a.version - b.version)) {
    const isKnown = Date.now() - key.createdAt.getTime() >= sealsAfter;
    if (isKnown || !newest.has(key.audience)) newest.set(key.audience, key);
  }
  return { newest, byVersion };
}
