import type { Viewer } from "#lib/access/viewer.ts";
import { BoundedMap } from "#lib/bounded-map.ts";

const freshFor = 1_000;

/** `userId` is null until it is read: a token does not say whose it is. */
type Entry = { userId: string | null; readAt: number; viewer: Promise<Viewer | null> };

const key = Symbol.for("parley.viewers");
const held = globalThis as { [key]?: BoundedMap<string, Entry> };
const entries = () => (held[key] ??= new BoundedMap(20_000));

/**
 * The viewer behind a session's id or a token's hash, read at most a second ago. Callers who come during a reading
 * share it. That a token is nobody's is not remembered: anyone can make tokens up, and they must not crowd others out.
 */
export function cachedViewer(
  { key, userId = null }: { key: string; userId?: string | null },
  read: () => Promise<Viewer | null>,
): Promise<Viewer | null> {
  const known = entries().get(key);
  const isSame = known && (userId === null || known.userId === userId);
  if (isSame && Date.now() - known.readAt < freshFor) return known.viewer;
  const entry: Entry = { userId, readAt: Date.now(), viewer: read() };
  entries().set(key, entry);
  const forget = () => {
    if (entries().get(key) === entry) entries().delete(key);
  };
  entry.viewer.then((viewer) => {
    if (viewer) entry.userId = viewer.userId;
    else if (userId === null) forget();
  }, forget);
  return entry.viewer;
}

/** Forgets a session or token, so that the next call reads it anew. */
export function forgetSession(key: string): void {
  entries().delete(key);
}

/** Forgets every session and token of a person. */
export function forgetPerson(userId: string): void {
  for (const [key, entry] of entries()) {
    if (entry.userId === userId || entry.userId === null) entries().delete(key);
  }
}
