import { and, asc, eq, gt, lte, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMember, chatRoom, companyLog, roomChange } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { worksInSupport } from "#lib/realtime/audience.ts";
import type { ChangeRow } from "#lib/realtime/changes.ts";
import { encodeCursor } from "#lib/realtime/cursor.ts";

export type Snapshot = { head: number; cursor: string; rooms: { id: string; lastSeq: number }[] };

/** The head of a company's log and the viewer's rooms, read in one statement and so in one snapshot. */
export async function snapshotOf(db: Db, viewer: Viewer): Promise<Snapshot> {
  const rows = await db
    .select({ head: companyLog.head, createdAt: roomChange.createdAt, roomId: chatRoom.id, lastSeq: chatRoom.lastSeq })
    .from(companyLog)
    .leftJoin(roomChange, and(eq(roomChange.companyId, companyLog.companyId), eq(roomChange.pos, companyLog.head)))
    .leftJoin(chatMember, and(eq(chatMember.userId, viewer.userId), eq(chatMember.isActive, true)))
    .leftJoin(chatRoom, and(eq(chatRoom.id, chatMember.roomId), eq(chatRoom.companyId, companyLog.companyId)))
    .where(eq(companyLog.companyId, viewer.companyId));
  const [first] = rows;
  const rooms = rows.flatMap(({ roomId, lastSeq }) =>
    roomId === null || lastSeq === null ? [] : [{ id: roomId, lastSeq }],
  );
  return { head: first?.head ?? 0, cursor: encodeCursor(first?.head ?? 0, first?.createdAt ?? null), rooms };
}

/**
 * The changes that a viewer may see after one position and up to another, in order: those of the rooms they are a member
 * of now, from their joining on. Of a room that they left, or that is gone, only that very end: what was said there is
 * no longer theirs to read. Agents get those of every support room.
 */
export function changesFor(
  db: Db,
  viewer: Viewer,
  range: { after: number; to: number },
  limit: number,
): Promise<ChangeRow[]> {
  const isOwn: SQL | undefined = or(
    and(eq(chatMember.isActive, true), sql`${roomChange.seq} >= ${chatMember.joinedSeq}`),
    and(eq(chatMember.isActive, false), eq(roomChange.seq, chatMember.leftSeq)),
    worksInSupport(viewer) ? eq(chatRoom.type, "support") : undefined,
    and(eq(roomChange.kind, "room.deleted"), sql`${roomChange.data}->'memberIds' ? ${viewer.userId}`),
  );
  return db
    .select({
      companyId: roomChange.companyId,
      pos: roomChange.pos,
      roomId: roomChange.roomId,
      seq: roomChange.seq,
      kind: roomChange.kind,
      messageId: roomChange.messageId,
      actorId: roomChange.actorId,
      data: roomChange.data,
      createdAt: roomChange.createdAt,
    })
    .from(roomChange)
    .leftJoin(chatRoom, eq(chatRoom.id, roomChange.roomId))
    .leftJoin(chatMember, and(eq(chatMember.roomId, roomChange.roomId), eq(chatMember.userId, viewer.userId)))
    .where(
      and(
        eq(roomChange.companyId, viewer.companyId),
        gt(roomChange.pos, range.after),
        lte(roomChange.pos, range.to),
        isOwn,
      ),
    )
    .orderBy(asc(roomChange.pos))
    .limit(limit);
}
