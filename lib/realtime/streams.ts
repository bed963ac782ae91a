import type { Db } from "#db/client.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { liveSessions } from "#lib/auth/sessions.ts";
import { notSignedIn } from "#lib/errors.ts";
import { gatherFor } from "#lib/gather.ts";
import { log } from "#lib/log.ts";
import { backlogMost, type Sink, type Stream } from "#lib/realtime/audience.ts";
import { describeChanges } from "#lib/realtime/changes.ts";
import { decodeCursor, isCursorGood } from "#lib/realtime/cursor.ts";
import { bytesFor, deliveryOf, frame } from "#lib/realtime/frames.ts";
import { Reader } from "#lib/realtime/reader.ts";
import { changesFor, snapshotOf } from "#lib/realtime/replay.ts";

const perPerson = 6;
const replayPage = 200;
/** Streams are renewed after an hour, so that none outlives a deployment or a forgotten tab for long. */
const longest = 60 * 60 * 1000;

const key = Symbol.for("parley.readers");
const held = globalThis as { [key]?: Map<string, Promise<Reader>> };
const readers = () => (held[key] ??= new Map());

/**
 * Opens a stream for a viewer: hello, then what they missed since their cursor (or a reset where the log cannot tell),
 * then everything as it happens. Gives the function that closes it. Throws `invalid_input` for a malformed cursor,
 * `not_signed_in` where the session ended a moment ago.
 */
export async function openStream(db: Db, caller: Viewer, cursor: string | undefined, sink: Sink): Promise<() => void> {
  const from = cursor === undefined ? undefined : decodeCursor(cursor);
  const viewer = await asOfNow(db, caller);
  const { companyId } = viewer;
  const reader = await readerOf(db, companyId);
  const stream: Stream = { viewer, sink, rooms: new Set(), waiting: [], held: 0, pos: 0, openedAt: Date.now() };
  reader.audience.add(stream); // before the snapshot: what is committed after it waits here already
  log.info("A stream was opened", { userId: viewer.userId, resumes: from !== undefined });
  const close = () => reader.audience.remove(stream);
  makeRoom(reader, stream);
  try {
    const snapshot = await snapshotOf(db, viewer);
    const isGood = from !== undefined && (await isCursorGood(db, companyId, from));
    sink.write(frame("hello", { cursor: isGood ? (cursor ?? "") : snapshot.cursor, rooms: snapshot.rooms }));
    if (from && !isGood) sink.write(frame("reset", {}));
    if (from && isGood && !(await replay(db, viewer, sink, from.pos, snapshot.head))) close();
    const roomIds = snapshot.rooms.map((room) => room.id);
    if (reader.audience.streams.has(stream)) reader.audience.goLive(stream, roomIds, snapshot.head);
  } catch (error) {
    close();
    throw error;
  }
  return close;
}

/**
 * Who opens a stream may be known from a second ago, and open streams are looked at once a second: together that would be
 * too long for a session that ended or a role that was taken away.
 */
async function asOfNow(db: Db, viewer: Viewer): Promise<Viewer> {
  const role = await readRole(db, viewer.sessionId);
  if (!role) throw notSignedIn();
  return { ...viewer, role };
}

/** Of all who come at the same time, as after a restart, in one statement. */
const readRole = gatherFor(async (db: Db, sessionIds: string[]) => {
  const live = await liveSessions(db, [...new Set(sessionIds)]);
  return sessionIds.map((id) => live.get(id));
});

/** Writes what was missed, no faster than it is taken; tells whether it was. */
async function replay(db: Db, viewer: Viewer, sink: Sink, after: number, to: number): Promise<boolean> {
  const rows = await changesFor(db, viewer, { after, to }, replayPage);
  const described = await describeChanges(db, viewer.companyId, rows);
  for (const [index, row] of rows.entries()) {
    const change = described[index];
    const isEnd = row.kind === "room.deleted" || (row.kind === "member.removed" && row.data.userId === viewer.userId);
    if (change && row.kind !== "room.deleted")
      sink.write(bytesFor(viewer, deliveryOf({ row, roomType: null, described: change })));
    if (isEnd) sink.write(frame("room.gone", { roomId: row.roomId }));
    if (sink.backlog() > backlogMost && !(await sink.drained())) return false;
  }
  if (!(await sink.drained())) return false;
  const last = rows.at(-1);
  return !last || rows.length < replayPage || replay(db, viewer, sink, last.pos, to);
}

/** A person has six streams at most; the seventh ends their oldest, which may be a dead one that nobody noticed yet. */
function makeRoom(reader: Reader, newest: Stream): void {
  const own = [...reader.audience.streams].filter((stream) => stream.viewer.userId === newest.viewer.userId);
  for (const stream of own.slice(0, -perPerson)) reader.audience.remove(stream);
}

function readerOf(db: Db, companyId: string): Promise<Reader> {
  const found = readers().get(companyId);
  if (found) return found;
  const opening = Reader.open(db, companyId);
  readers().set(companyId, opening);
  opening.catch(() => readers().delete(companyId));
  return opening;
}

/** Ends every stream of this process, before its database is closed. */
export async function closeStreams(): Promise<void> {
  const open = [...readers().values()];
  readers().clear();
  for (const reader of await Promise.all(open)) reader.close();
}

/** How many streams this process has open. */
export async function streamCount(): Promise<number> {
  const open = await Promise.all(readers().values());
  return open.reduce((sum, reader) => sum + reader.audience.streams.size, 0);
}

/** Once a second: ends the streams whose session was revoked or whose person was deactivated, wherever that was done. */
export function watchSessions(db: Db): NodeJS.Timeout {
  return setInterval(() => void endStale(db).catch(() => {}), 1000).unref();
}

async function endStale(db: Db): Promise<void> {
  const open = (await Promise.all(readers().values())).flatMap((reader) =>
    [...reader.audience.streams].map((stream) => ({ reader, stream })),
  );
  if (open.length === 0) return;
  const live = await liveSessions(db, [...new Set(open.map(({ stream }) => stream.viewer.sessionId))]);
  for (const { reader, stream } of open) {
    const { sessionId, role } = stream.viewer;
    const isStale = live.get(sessionId) !== role || Date.now() - stream.openedAt > longest;
    if (isStale) reader.audience.remove(stream);
  }
}
