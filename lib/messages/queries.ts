import { and, asc, desc, eq, gt, lt, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMessage, messageRevision } from "#db/schema/index.ts";
import { unseen } from "#db/unseen.ts";
import { accessRoom, requireInRoom } from "#lib/access/access-room.ts";
import { knownGrounds, mayOn, rememberGrounds, stillHold } from "#lib/access/grounds.ts";
import { readableBy } from "#lib/access/staff-notes.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { openText } from "#lib/crypto/room-text.ts";
import { notFound } from "#lib/errors.ts";
import type { MessagePage, MessageView, RevisionView } from "#lib/messages/events.ts";
import type { HistoryQuery } from "#lib/messages/inputs.ts";
import { type MessageRow, messageRows } from "#lib/messages/rows.ts";
import { contentPlace, viewOf } from "#lib/messages/view.ts";

/**
 * One page of a room's history, oldest first: the newest, or those before, after or around a seq.
 * Throws the refusals of the room's door.
 */
export async function pageMessages(
  db: Db,
  viewer: Viewer,
  input: HistoryQuery & { roomId: string },
): Promise<MessagePage> {
  const { rows, lastSeq, ...more } =
    (await pageQuickly(db, viewer, input)) ?? (await pageThroughDoor(db, viewer, input));
  const [{ roomId } = input] = rows; // as the database writes it, whatever the case of the input's
  const keys = (await roomKeys(db, viewer.companyId, [roomId])).get(roomId);
  if (!keys) throw notFound(); // the room was deleted, its keys with it, after its rows were read
  return { messages: rows.map((row) => viewOf(row, viewer.companyId, keys)), ...more, lastSeq };
}

/**
 * The page for somebody whose grounds are known: the one statement that reads it gives nothing where they do not hold
 * any more. Then, and where there is nothing to read, it gives null, and the door has to say why.
 */
async function pageQuickly(db: Db, viewer: Viewer, input: HistoryQuery & { roomId: string }) {
  const { roomId } = input;
  const grounds = knownGrounds(viewer.userId, roomId);
  if (!grounds || !mayOn(grounds, "room.read") || input.around !== undefined) return null;
  const readable = and(stillHold(viewer, roomId, grounds), readableBy(grounds.companyRole));
  const page = await readPage(db, input, readable);
  const lastSeq = page.rows[0]?.lastSeq;
  return lastSeq ? { ...page, lastSeq } : null;
}

async function pageThroughDoor(db: Db, viewer: Viewer, input: HistoryQuery & { roomId: string }) {
  const { room, member, companyRole } = await accessRoom(db, viewer, input.roomId, "room.read");
  rememberGrounds(viewer.userId, room.id, { companyRole, memberRole: member?.role ?? null, room });
  return { ...(await readPage(db, input, readableBy(companyRole))), lastSeq: room.lastSeq };
}

async function readPage(
  db: Db,
  { roomId, before, after, around, limit }: HistoryQuery & { roomId: string },
  readable: SQL | undefined,
) {
  const inRoom = and(eq(chatMessage.roomId, unseen(roomId)), readable);
  if (after !== undefined) {
    const newer = await readNewer(db, inRoom, after, limit);
    return { rows: newer.rows, hasBefore: after > 0, hasAfter: newer.more };
  }
  if (around === undefined) {
    const older = await readOlder(db, inRoom, before, limit);
    return { rows: older.rows, hasBefore: older.more, hasAfter: before !== undefined };
  }
  const olderLimit = Math.ceil(limit / 2);
  const older = await readOlder(db, inRoom, around + 1, olderLimit);
  const newer = limit > olderLimit ? await readNewer(db, inRoom, around, limit - olderLimit) : { rows: [], more: true };
  return { rows: [...older.rows, ...newer.rows], hasBefore: older.more, hasAfter: newer.more };
}

async function readOlder(db: Db, inRoom: SQL | undefined, before: number | undefined, limit: number) {
  const where = before === undefined ? inRoom : and(inRoom, lt(chatMessage.seq, before));
  return cut(await messageRows(db, where, desc(chatMessage.seq), lengthFor(limit)), limit, true);
}

async function readNewer(db: Db, inRoom: SQL | undefined, after: number, limit: number) {
  const where = and(inRoom, gt(chatMessage.seq, after));
  return cut(await messageRows(db, where, asc(chatMessage.seq), lengthFor(limit)), limit, false);
}

/** The half of a page and the whole, by default and at most, and one more. */
const lengths = [26, 51, 101];

const lengthFor = (limit: number) => lengths.find((length) => length > limit) ?? limit + 1;

/** At least one row more than asked for was read, to know whether there is more. */
function cut(rows: MessageRow[], limit: number, reverse: boolean) {
  const kept = rows.slice(0, limit);
  return { rows: reverse ? kept.reverse() : kept, more: rows.length > limit };
}

/** One message of a room. A message of another room is not found under this one. Throws the refusals of the room's door. */
export async function readMessage(
  db: Db,
  viewer: Viewer,
  input: { roomId: string; messageId: string },
): Promise<MessageView> {
  const { room, companyRole } = await accessRoom(db, viewer, input.roomId, "room.read");
  const where = and(eq(chatMessage.roomId, room.id), eq(chatMessage.id, input.messageId), readableBy(companyRole));
  const [view] = await viewMessages(db, room.companyId, [room.id], where);
  return view ?? refuseAbsent();
}

/** Reads and opens messages of these rooms of one company, without asking who wants them: callers have asked the door. */
export async function viewMessages(
  db: Db,
  companyId: string,
  roomIds: string[],
  where: SQL | undefined,
): Promise<MessageView[]> {
  const rows = await messageRows(db, where);
  if (rows.length === 0) return [];
  const keys = await roomKeys(db, companyId, roomIds);
  return rows.map((row) => viewOf(row, companyId, keys.get(row.roomId)));
}

/** What a message said before its edits, oldest first. Throws the refusals of the room's door; a deleted message has none. */
export async function listRevisions(
  db: Db,
  viewer: Viewer,
  input: { roomId: string; messageId: string },
): Promise<RevisionView[]> {
  const access = await accessRoom(db, viewer, input.roomId, "room.read");
  const { room, companyRole } = access;
  const [message] = await db
    .select()
    .from(chatMessage)
    .where(and(eq(chatMessage.roomId, room.id), eq(chatMessage.id, input.messageId), readableBy(companyRole)));
  if (!message) throw notFound();
  requireInRoom(access, "message.revisions");
  if (message.isDeleted) return [];
  const keys = (await roomKeys(db, room.companyId, [room.id])).get(room.id);
  const rows = await db
    .select()
    .from(messageRevision)
    .where(eq(messageRevision.messageId, message.id))
    .orderBy(asc(messageRevision.revision));
  return rows.map(({ revision, contentEncrypted, createdAt }) => {
    const place = contentPlace(room.companyId, room.id, { ...message, revision });
    const content = openText(keys, message.audience, place, contentEncrypted);
    return { revision, content, createdAt: createdAt.toISOString() };
  });
}

function refuseAbsent(): never {
  throw notFound();
}
