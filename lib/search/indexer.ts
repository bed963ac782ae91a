import { and, asc, desc, eq, gt, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMessage, chatRoom, roomChange } from "#db/schema/index.ts";
import { holdProgress, moveProgress, type Progress, withHistory } from "#lib/search/progress.ts";
import { writeTokens } from "#lib/search/write-tokens.ts";

/** So many changes or messages a transaction: short, because on an embedded database everybody waits for it. */
const batchSize = 100;

/**
 * Indexes one batch of a company's messages: what its log tells of after the place reached, or else a stretch of the
 * history from before. Tokens and progress are written in one transaction, so that a crash loses neither and nothing is
 * skipped; what comes twice is written anew. Gives whether there may be more. Several processes may do this at once.
 */
export async function indexBatch(db: Db, companyId: string): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const tx = transaction as unknown as Db;
    const progress = await holdProgress(tx, companyId);
    if (!progress) return false;
    return (await followLog(tx, companyId, progress)) || (await walkHistory(tx, companyId, progress));
  });
}

/** Indexes all there is. */
export async function indexCompany(db: Db, companyId: string): Promise<void> {
  while (await indexBatch(db, companyId));
}

async function followLog(tx: Db, companyId: string, progress: Progress): Promise<boolean> {
  const changes = await tx
    .select({ pos: roomChange.pos, kind: roomChange.kind, messageId: roomChange.messageId })
    .from(roomChange)
    .where(and(eq(roomChange.companyId, companyId), gt(roomChange.pos, progress.pos)))
    .orderBy(asc(roomChange.pos))
    .limit(batchSize);
  const [first] = changes;
  const last = changes.at(-1);
  if (!first || !last) return false;
  const told = changes.flatMap(({ kind, messageId }) => (messageId && kind.startsWith("message.") ? [messageId] : []));
  await writeTokens(tx, companyId, [...new Set(told)]);
  const isWhole = first.pos === progress.pos + 1;
  await moveProgress(tx, companyId, { ...(isWhole ? progress : withHistory(progress)), pos: last.pos });
  return true;
}

async function walkHistory(tx: Db, companyId: string, progress: Progress): Promise<boolean> {
  if (progress.historyBefore === null) return false;
  const older = await tx
    .select({ id: chatMessage.id })
    .from(chatMessage)
    .innerJoin(chatRoom, and(eq(chatRoom.id, chatMessage.roomId), eq(chatRoom.companyId, companyId)))
    .where(lt(chatMessage.id, progress.historyBefore))
    .orderBy(desc(chatMessage.id))
    .limit(batchSize);
  await writeTokens(
    tx,
    companyId,
    older.map(({ id }) => id),
  );
  const historyBefore = older.length === batchSize ? (older.at(-1)?.id ?? null) : null;
  await moveProgress(tx, companyId, { ...progress, historyBefore });
  return historyBefore !== null;
}
