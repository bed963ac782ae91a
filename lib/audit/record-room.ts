import type { Viewer } from "#lib/access/viewer.ts";
import type { AuditAction } from "#lib/audit/events.ts";
import { record } from "#lib/audit/record.ts";
import type { LockedRoom, LoggedWrite } from "#lib/realtime/log.ts";

/** Writes down what is done to a company room. Others are private: that they are there is not told. */
export async function recordRoom(
  { tx, companyId }: LoggedWrite,
  { userId: actorId }: Viewer,
  { id, type, name }: Pick<LockedRoom, "id" | "type" | "name">,
  action: AuditAction,
): Promise<void> {
  if (type !== "company") return;
  await record(tx, companyId, { actorId, action, subjectId: id, ...(name !== null && { data: { name } }) });
}
