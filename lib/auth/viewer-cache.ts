import type { Viewer } from "#lib/access/viewer.ts";
import { BoundedMap } from "#lib/bounded-map.ts";
import { listen } from "#lib/realtime/bus.ts";

const freshFor = 1_000;
const refreshEvery = 600;
/** Whoever called again and again, the last time so long ago (ms), is likely to call once more, and is not to wait for the reading then. */
const inUseFor = 10_000;

type Read = () => Promise<Viewer | null>;

/** `userId` is null until it is read: a token does not say whose it is. */
type Entry = {
  userId: string | null;
  readAt: number;
  calls: number;
  calledAt: number;
  viewer: Promise<Viewer | null>;
  read: Read;
};

const key = Symbol.for("parley.viewers");
const held = globalThis as { [key]?: BoundedMap<string, Entry> };
const entries = () => (held[key] ??= new BoundedMap(20_000));

/**
 * The viewer behind a session's id or a token's hash, read at most a second ago. Callers who come during a reading
 * share it. That a token is nobody's is not remembered: anyone can make tokens up, and they must not crowd others out.
 */
export function cachedViewer(
  { key, userId = null }: { key: string; userId?: string | null },
  read: Read,
): Promise<Viewer | null> {
  const known = entries().get(key);
  const isSame = known && (userId === null || known.userId === userId);
  const now = Date.now();
  const calls = isSame ? known.calls : 0;
  if (isSame && now - known.readAt < freshFor) {
    Object.assign(known, { calls: calls + 1, calledAt: now });
    return known.viewer;
  }
  const entry: Entry = { userId, readAt: now, calls: calls + 1, calledAt: now, viewer: read(), read };
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

/**
 * Reads those who go on calling anew before they are out of date, so that their next call need not wait for it; and forgets
 * those of whom another process says that a session of theirs ended.
 */
export function keepViewersFresh(): NodeJS.Timeout {
  listen({
    onTell: (_, event, from) => from === "elsewhere" && event.kind === "session.ended" && forgetPerson(event.userId),
  });
  return setInterval(() => {
    const since = Date.now() - inUseFor;
    for (const [key, entry] of entries()) if (entry.calls > 1 && entry.calledAt > since) void refresh(key, entry);
  }, refreshEvery).unref();
}

/** What was read counts only where nobody was forgotten meanwhile. Where reading fails, the next call finds out why. */
async function refresh(key: string, entry: Entry): Promise<void> {
  const readAt = Date.now();
  const viewer = await entry.read().catch(() => undefined);
  if (viewer === undefined || entries().get(key) !== entry) return;
  if (viewer) Object.assign(entry, { readAt, userId: viewer.userId, viewer: Promise.resolve(viewer) });
  else entries().delete(key);
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
