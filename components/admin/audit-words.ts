import { roleWords } from "#components/shell/role-words.ts";
import type { AuditEvent } from "#lib/audit/events.ts";
import type { CompanyRole } from "#lib/rooms/events.ts";

/** What was done, in words that follow the name of who did it. */
export function auditWords({ action, actor, subject, data }: AuditEvent): string {
  const name = subject?.name ?? "somebody who is gone";
  const isSelf = subject?.id === actor?.id;
  switch (action) {
    case "person.joined":
      return `joined as ${roleOf(data.role)}`;
    case "person.roleChanged":
      return `made ${isSelf ? "themself" : name} ${roleOf(data.to)}, who was ${roleOf(data.from)}`;
    case "person.deactivated":
      return `deactivated ${isSelf ? "themself" : name}`;
    case "person.activated":
      return `activated ${name} again`;
    case "invite.created":
      return `made an invite for ${roleOf(data.role)}`;
    case "invite.revoked":
      return `revoked an invite for ${roleOf(data.role)}`;
    case "room.opened":
      return `opened the room ${name}`;
    case "room.archived":
      return `archived the room ${name}`;
    case "room.reopened":
      return `opened the room ${name} again`;
    case "room.deleted":
      return `deleted the room ${name}`;
    case "room.ownerAppointed":
      return `made ${isSelf ? "themself" : name} an owner of ${data.name ?? "a room"}`;
    case "search.enabled":
      return "switched search on";
    case "search.disabled":
      return "switched search off";
    case "token.created":
      return "made a personal token";
    case "token.revoked":
      return "revoked a personal token";
  }
}

function roleOf(role: CompanyRole | undefined): string {
  const words = role ? roleWords[role].toLowerCase() : "member";
  return /^[aeiou]/.test(words) ? `an ${words}` : `a ${words}`;
}
