import type { CompanyRole } from "#lib/rooms/events.ts";

/** What is written down when it is done. Of rooms, company rooms alone: private ones are nobody's business. */
export const auditActions = [
  "person.joined",
  "person.roleChanged",
  "person.deactivated",
  "person.activated",
  "invite.created",
  "invite.revoked",
  "room.opened",
  "room.archived",
  "room.reopened",
  "room.deleted",
  "room.ownerAppointed",
  "search.enabled",
  "search.disabled",
  "token.created",
  "token.revoked",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Ids, roles and names that are plain anyway; never what people wrote. */
export type AuditData = { from?: CompanyRole; to?: CompanyRole; role?: CompanyRole; roomId?: string; name?: string };

/** `subject` is what it was done to, with its name as it is now, or as it was when it ended. */
export type AuditEvent = {
  id: string;
  at: string;
  action: AuditAction;
  actor: { id: string; name: string | null } | null;
  subject: { id: string; name: string | null } | null;
  data: AuditData;
};
