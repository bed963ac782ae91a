import { and, desc, eq, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { z } from "zod";
import type { Db } from "#db/client.ts";
import { appUser, auditEvent, chatRoom } from "#db/schema/index.ts";
import { requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { AuditEvent } from "#lib/audit/events.ts";
import type { auditQuery } from "#lib/audit/inputs.ts";

/** What was done in the viewer's company, the latest first, a page at a time. Throws `forbidden`. */
export async function listAudit(
  db: Db,
  viewer: Viewer,
  { before, limit }: z.output<typeof auditQuery>,
): Promise<{ events: AuditEvent[]; hasMore: boolean }> {
  requireCompany(viewer, "audit.read");
  const [actor, subject] = [alias(appUser, "actor"), alias(appUser, "subject")];
  const rows = await db
    .select({
      id: auditEvent.id,
      at: auditEvent.createdAt,
      action: auditEvent.action,
      actorId: auditEvent.actorId,
      actorName: actor.name,
      subjectId: auditEvent.subjectId,
      subjectName: sql<string | null>`coalesce(${subject.name}, ${chatRoom.name}, ${auditEvent.data}->>'name')`,
      data: auditEvent.data,
    })
    .from(auditEvent)
    .leftJoin(actor, and(eq(actor.id, auditEvent.actorId), eq(actor.companyId, auditEvent.companyId)))
    .leftJoin(subject, and(eq(subject.id, auditEvent.subjectId), eq(subject.companyId, auditEvent.companyId)))
    .leftJoin(chatRoom, and(eq(chatRoom.id, auditEvent.subjectId), eq(chatRoom.companyId, auditEvent.companyId)))
    .where(and(eq(auditEvent.companyId, viewer.companyId), before ? lt(auditEvent.id, before) : undefined))
    .orderBy(desc(auditEvent.id))
    .limit(limit + 1);
  const events = rows.slice(0, limit).map(({ id, at, action, actorId, actorName, subjectId, subjectName, data }) => ({
    id,
    at: at.toISOString(),
    action,
    actor: actorId && { id: actorId, name: actorName },
    subject: subjectId && { id: subjectId, name: subjectName },
    data,
  }));
  return { events: events as AuditEvent[], hasMore: rows.length > limit };
}
