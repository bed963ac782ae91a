import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { companyLog, roomChange } from "#db/schema/index.ts";
import { invalid } from "#lib/errors.ts";

/**
 * A place in a company's log: a position and the time of the change that stands there, so that a log restored from a
 * backup, in which the number came to mean another change, is noticed. Position 0 is before the first change.
 */
export function encodeCursor(pos: number, createdAt: Date | null): string {
  return Buffer.from(`${pos}.${createdAt?.getTime() ?? 0}`).toString("base64url");
}

/** Gives the position and time (ms) of a cursor. Throws the refusal `invalid_input` for one that Parley never made. */
export function decodeCursor(cursor: string): { pos: number; time: number } {
  const match = /^(0|[1-9]\d{0,14})\.(\d{1,16})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (!match) throw invalid("cursor", "is not a cursor");
  return { pos: Number(match[1]), time: Number(match[2]) };
}

/** Whether the log still holds exactly the change that the cursor names; if not, its owner must fetch afresh. */
export async function isCursorGood(
  db: Db,
  companyId: string,
  { pos, time }: { pos: number; time: number },
): Promise<boolean> {
  const [log] = await db.select({ head: companyLog.head }).from(companyLog).where(eq(companyLog.companyId, companyId));
  if (!log || pos > log.head) return false;
  if (pos === log.head && pos === 0) return true;
  const [change] = await db
    .select({ createdAt: roomChange.createdAt })
    .from(roomChange)
    .where(and(eq(roomChange.companyId, companyId), eq(roomChange.pos, Math.max(pos, 1))));
  return change !== undefined && (pos === 0 || change.createdAt.getTime() === time);
}
