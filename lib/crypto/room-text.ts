import type { KeyObject } from "node:crypto";
import { openOnce } from "#lib/crypto/open-once.ts";
import { type RoomKey, type RoomKeys, versionKey } from "#lib/crypto/room-keys.ts";
import { keyVersionOf, open, type Place, seal } from "#lib/crypto/seal.ts";
import { log } from "#lib/log.ts";
import type { Audience } from "#lib/messages/events.ts";

/** Seals text under the newest key of its audience. Throws an Error for a room without keys. */
export function sealText(keys: RoomKeys | undefined, audience: Audience, place: Place, text: string): Buffer {
  const key = sealingKey(keys, audience);
  return seal(key.key, key.version, place, Buffer.from(text));
}

export function sealingKey(keys: RoomKeys | undefined, audience: Audience): RoomKey {
  const key = keys?.newest.get(audience);
  if (!key) throw new Error(`There is no ${audience} key for this room, so nothing can be sealed in it.`);
  return key;
}

/**
 * Opens text; gives null, and an alarm to the operator, when it cannot be opened: one damaged message
 * must not break the page around it.
 */
export const openText: OpenText = (keys, audience, place, sealed) =>
  orAlarm(place, () => open(keyOf(keys, audience, sealed), place, sealed).toString());

/** Like `openText`, for what many read one after the other: it is opened once for all of them. */
export const openSharedText: OpenText = (keys, audience, place, sealed) =>
  orAlarm(place, () => openOnce(keyOf(keys, audience, sealed), place, sealed));

type OpenText = (keys: RoomKeys | undefined, audience: Audience, place: Place, sealed: Buffer) => string | null;

function keyOf(keys: RoomKeys | undefined, audience: Audience, sealed: Buffer): KeyObject {
  const found = keys?.byVersion.get(versionKey(audience, keyVersionOf(sealed)));
  if (!found) throw new Error("its key is missing");
  return found.key;
}

function orAlarm(place: Place, opening: () => string): string | null {
  try {
    return opening();
  } catch (error) {
    const { field, itemId, roomId } = place;
    log.alarm("Sealed text cannot be opened", error, { field, itemId, roomId });
    return null;
  }
}
