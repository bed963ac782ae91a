import { createSecretKey, type KeyObject } from "node:crypto";
import { secrets } from "#lib/secrets.ts";

/** The master keys, by id. `current` seals; every one opens. */
export type KeyRing = { current: string; keys: ReadonlyMap<string, KeyObject> };

/**
 * Parses `id:base64,id:base64` (32 bytes each; the first seals, all open).
 * Throws an Error that names what is wrong, without the key.
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, KeyObject>();
  for (const part of text.split(",")) {
    const [id = "", encoded = ""] = part.trim().split(":");
    const key = Buffer.from(encoded, "base64");
    if (!/^[A-Za-z0-9_-]{1,40}$/.test(id))
      throw new Error("MASTER_KEYS has a key without a proper id. Write it as id:base64,id:base64.");
    if (key.length !== 32) throw new Error(`MASTER_KEYS: the key ${id} is not 32 bytes in base64.`);
    if (keys.has(id)) throw new Error(`MASTER_KEYS names the key ${id} twice.`);
    keys.set(id, createSecretKey(key));
  }
  const [current] = keys.keys();
  if (current === undefined) throw new Error("MASTER_KEYS is empty.");
  return { current, keys };
}

const shared = Symbol.for("parley.key-ring");
const held = globalThis as { [shared]?: KeyRing | undefined };

/** This process's key ring, one for Next's bundles and the server. */
export const keyRing = (): KeyRing => (held[shared] ??= parseKeyRing(secrets().MASTER_KEYS));

/** Reads the ring anew at the next use: it got another key. */
export function forgetKeyRing(): void {
  held[shared] = undefined;
}
