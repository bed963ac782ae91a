import { eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { supportCase } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { invalid } from "#lib/errors.ts";
import type { Person } from "#lib/messages/events.ts";
import { postWithin } from "#lib/messages/post-within.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import { takeToken } from "#lib/rate-limits/limiter.ts";
import { tell } from "#lib/realtime/bus.ts";
import { type LoggedWrite, logChange } from "#lib/realtime/log.ts";
import { writeLogged } from "#lib/realtime/writer.ts";
import { linesOf } from "#lib/support/case-lines.ts";
import type { CaseView } from "#lib/support/events.ts";
import type { ChangeCaseInput } from "#lib/support/inputs.ts";
import { findAgent, type LockedCase, lockedCase, seat } from "#lib/support/locked-case.ts";
import { readCase } from "#lib/support/queries.ts";

type Input = ChangeCaseInput & { roomId: string };

/**
 * Changes a case, hands it over (with a note for whom it goes to), notes something. What is as wanted already changes nothing.
 * Throws the refusals of the room's door, `forbidden`, `invalid_input`, `rate_limited` for too many notes.
 */
export async function changeCase(db: Db, viewer: Viewer, input: Input): Promise<CaseView> {
  const { roomId, note } = input;
  if (note !== undefined) {
    await accessRoom(db, viewer, roomId, "message.post");
    await takeToken(db, "message.send", { companyId: viewer.companyId, user: viewer.userId, room: roomId });
  }
  await writeLogged(db, viewer.companyId, [roomId], async (write) => {
    const known = await lockedCase(write, viewer, roomId);
    const assignee = await assigneeOf(write, viewer, known, input);
    await update(write, viewer, known, input);
    if (assignee) await seat(write, known.room, assignee.id, viewer.userId);
    await writeSystemLines(write, known.room, linesOf(viewer, known, input, assignee));
    if (note !== undefined) await postWithin(write, { viewer, roomId, content: note, audience: "staff" });
  });
  tell(viewer.companyId, { kind: "case", roomId });
  return readCase(db, viewer, { roomId });
}

/** Whom the case goes to; null where it stays or goes to nobody. */
async function assigneeOf(
  write: LoggedWrite,
  viewer: Viewer,
  { assigneeId }: LockedCase,
  input: Input,
): Promise<Person | null> {
  if (!input.assigneeId || input.assigneeId === assigneeId) return null;
  const assignee = await findAgent(write, input.assigneeId);
  if (assignee.id !== viewer.userId && input.note === undefined) {
    throw invalid("note", `is missing: tell ${assignee.name} what you hand over`);
  }
  return assignee;
}

async function update(
  write: LoggedWrite,
  viewer: Viewer,
  known: LockedCase,
  { priority, assigneeId, tags, ...input }: Input,
) {
  const status = input.status ?? (input.snoozedUntil ? "snoozed" : known.status);
  const isSolved = status === "solved";
  const snoozedUntil = input.snoozedUntil === undefined ? known.snoozedUntil : input.snoozedUntil;
  await write.tx
    .update(supportCase)
    .set({
      status,
      snoozedUntil: status === "snoozed" && snoozedUntil ? new Date(snoozedUntil) : null,
      ...(isSolved !== (known.status === "solved") && { solvedAt: isSolved ? sql`clock_timestamp()` : null }),
      ...(isSolved && { firstReplyDueAt: null, nextReplyDueAt: null }),
      ...(priority && { priority }),
      ...(assigneeId !== undefined && { assigneeId }),
      ...(tags && { tags }),
      updatedAt: sql`clock_timestamp()`,
    })
    .where(eq(supportCase.roomId, known.roomId));
  if (isSolved !== (known.status === "solved"))
    logChange(write, known.room, "room.changed", { actorId: viewer.userId });
}
