import type { Db } from "#db/client.ts";
import { auditEvent } from "#db/schema/index.ts";
import type { AuditAction, AuditData } from "#lib/audit/events.ts";
import { newId } from "#lib/ids.ts";

export type Act = { actorId: string | null; action: AuditAction; subjectId?: string; data?: AuditData };

/** Writes down what is done in this transaction: either both stand, or neither. */
export async function record(tx: Db, companyId: string, act: Act): Promise<void> {
  await tx.insert(auditEvent).values({ ...act, id: newId(), companyId });
}
