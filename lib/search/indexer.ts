import { and, asc, desc, eq, gt, lt, sql } from "drizzle-orm";
import { arrayOf } from "#db/array-of.ts";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { chatMessage, chatRoom, roomChange } from "#db/schema/index.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { type Plan, planTokens } from "#lib/search/plan-tokens.ts";
import { isUnwalked, type Progress, readProgress, withHistory } from "#lib/search/progress.ts";
import { sentAt } from "#lib/search/searched-messages.ts";
import { replacementArguments } from "#lib/search/segments.ts";
import { notIndexed } from "#lib/search/segments-near.ts";
import { searchKeysOf } from "#lib/search/tokens.ts";

/** So many changes or messages are indexed at a time where nobody waits for it. */
export const batchMost = 1_000;

/**
 * Indexes one batch of a company's messages: what its log tells of after the place reached, or else a stretch of the
 * history from before, whose first goes before the log: of what comes after it, the log alone tells. It is read and made
 * up without a transaction, and one statement writes tokens and progress if nothing of it changed meanwhile: a crash loses
 * neither, nothing is skipped, and on an embedded database nobody waits for more than a statement. Gives how many it looked
 * at: none when there are no more. Several processes may do this at once; what one of them found changed, it looks at again.
 */
export async function indexBatch(db: Db, companyId: string, batchSize = batchMost): Promise<number> {
  const progress = await readProgress(db, companyId);
  if (!progress) return 0;
  const inTurn = isUnwalked(progress) ? [walkHistory, followLog] : [followLog, walkHistory];
  for (const index of inTurn) {
    const count = await index(db, companyId, progress, batchSize);
    if (count > 0) return count;
  }
  return 0;
}

/** Indexes all there is. */
export async function indexCompany(db: Db, companyId: string, batchSize = batchMost): Promise<void> {
  while ((await indexBatch(db, companyId, batchSize)) > 0);
}

async function followLog(db: Db, companyId: string, progress: Progress, batchSize: number): Promise<number> {
  const changes = await db
    .select({ pos: roomChange.pos, kind: roomChange.kind, messageId: roomChange.messageId, roomId: roomChange.roomId })
    .from(roomChange)
    .where(and(eq(roomChange.companyId, companyId), gt(roomChange.pos, progress.pos)))
    .orderBy(asc(roomChange.pos))
    .limit(batchSize);
  const [first] = changes;
  const last = changes.at(-1);
  if (!first || !last) return 0;
  const told = changes.flatMap(({ kind, messageId, roomId }) =>
    messageId && kind.startsWith("message.") ? [{ messageId, roomId }] : [],
  );
  const isWhole = first.pos === progress.pos + 1;
  const next = { ...(isWhole ? progress : withHistory(progress)), pos: last.pos };
  await write(db, companyId, await planTokens(db, companyId, told), progress, next);
  return changes.length;
}

async function walkHistory(db: Db, companyId: string, progress: Progress, batchSize: number): Promise<number> {
  if (progress.historyBefore === null) return 0;
  const older = await db
    .select({ messageId: chatMessage.id, roomId: chatMessage.roomId, seq: chatMessage.seq, at: sentAt })
    .from(chatMessage)
    .innerJoin(chatRoom, and(eq(chatRoom.id, chatMessage.roomId), eq(chatRoom.companyId, companyId)))
    .where(lt(chatMessage.id, progress.historyBefore))
    .orderBy(desc(chatMessage.id))
    .limit(batchSize);
  const historyBefore = older.length === batchSize ? (older.at(-1)?.messageId ?? null) : null;
  const keys = searchKeysOf(
    await roomKeys(
      db,
      companyId,
      older.map(({ roomId }) => roomId),
    ),
  );
  const plan = await planTokens(db, companyId, await notIndexed(db, companyId, keys, older));
  const isWritten = await write(db, companyId, plan, progress, { ...progress, historyBefore });
  return isWritten ? older.length : 1;
}

/** Writes what was made up and how far that leads, unless something changed meanwhile; tells whether it did. */
export async function write(db: Db, companyId: string, plan: Plan, was: Progress, next: Progress): Promise<boolean> {
  const { messages } = plan;
  const revisions = arrayOf(messages.map(({ isDeleted, revision }) => (isDeleted ? "null" : revision)));
  const [answer] = await rowsOf<{ isWritten: boolean }>(
    db,
    sql`select search_index(${companyId}, ${was.pos}, ${was.historyBefore}, ${next.pos}, ${next.historyBefore},
      ${arrayOf(plan.roomIds)}::uuid[], ${arrayOf(messages.map(({ id }) => id))}::uuid[], ${revisions}::integer[],
      ${arrayOf(plan.seen)}::uuid[], ${replacementArguments(companyId, plan.keys, plan)}) as "isWritten"`,
  );
  return answer?.isWritten ?? false;
}
