import type { KeyObject } from "node:crypto";
import { BoundedMap } from "#lib/bounded-map.ts";
import { open, type Place } from "#lib/crypto/seal.ts";

type Opened = { key: KeyObject; place: Place; sealed: Buffer; text: string };

/** So many texts are kept, of at most so many sealed bytes: ten megabytes where all of them are as long as that. */
const most = 4_096;
const longest = 1_024;

const symbol = Symbol.for("parley.opened-texts");
const held = globalThis as { [symbol]?: BoundedMap<string, Opened> };
const opened = () => (held[symbol] ??= new BoundedMap(most));

/**
 * Opens a text as `open` does, or gives what it held when it was opened the last time: many people read the newest page of a
 * room, one after the other. Only for the very bytes, at the very place, under the very key object, of which a room
 * gets a new one whenever its keys are read anew. Throws the Error of `open`.
 */
export function openOnce(key: KeyObject, place: Place, sealed: Buffer): string {
  const known = opened().get(place.itemId);
  if (known?.key === key && known.sealed.equals(sealed) && isSame(known.place, place)) return known.text;
  const text = open(key, place, sealed).toString();
  if (sealed.length <= longest) opened().set(place.itemId, { key, place, sealed: Buffer.from(sealed), text });
  return text;
}

const isSame = (one: Place, other: Place) =>
  one.companyId === other.companyId &&
  one.roomId === other.roomId &&
  one.itemId === other.itemId &&
  one.senderId === other.senderId &&
  one.field === other.field &&
  one.revision === other.revision;
