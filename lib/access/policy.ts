import type { Viewer } from "#lib/access/viewer.ts";
import { forbidden } from "#lib/errors.ts";
import type { CompanyRole, MemberRole, RoomType } from "#lib/rooms/events.ts";

/** How somebody stands to a room they may see: as a member, as one of the company's agents, or as a colleague who could join. */
export type Standing = MemberRole | "agent" | "browser";

type RoomRule = {
  /** One line for people. */
  says: string;
  who: readonly Standing[];
  types: readonly RoomType[];
  /** Also in an archived room. */
  archived?: true;
  /** Also for plain members of an announcement-only room. */
  announcements?: true;
};

const everyType = ["direct", "group", "company", "support"] as const;
const shared = ["group", "company"] as const;
const everyone = ["owner", "admin", "member", "guest", "agent"] as const;
const keepers = ["owner", "admin"] as const;

/** Who may do what in a room. Whoever has no standing in a room does not see it, and gets the answer of a room that is not there. */
export const roomPolicy = {
  "room.see": {
    says: "See that the room is there",
    who: [...everyone, "browser"],
    types: everyType,
    archived: true,
    announcements: true,
  },
  "room.read": {
    says: "Read the room, its members and its history",
    who: everyone,
    types: everyType,
    archived: true,
    announcements: true,
  },
  "room.change": {
    says: "Rename the room, set its topic and who may post",
    who: keepers,
    types: shared,
    announcements: true,
  },
  "room.archive": {
    says: "Archive the room or open it again",
    who: keepers,
    types: shared,
    archived: true,
    announcements: true,
  },
  "room.delete": {
    says: "Delete the room for good",
    who: ["owner"],
    types: shared,
    archived: true,
    announcements: true,
  },
  "member.add": { says: "Add people to the room", who: keepers, types: shared, announcements: true },
  "member.join": { says: "Join an open company room", who: ["browser"], types: ["company"], announcements: true },
  "member.change": { says: "Change another member's role", who: keepers, types: shared, announcements: true },
  "member.remove": { says: "Remove another member", who: keepers, types: shared, archived: true, announcements: true },
  "member.leave": {
    says: "Leave the room",
    who: ["owner", "admin", "member", "guest"],
    types: shared,
    archived: true,
    announcements: true,
  },
  "message.post": { says: "Post a message", who: everyone, types: everyType },
  "message.callRoom": {
    says: "Call everybody in the room with @room",
    who: keepers,
    types: shared,
    announcements: true,
  },
  "file.upload": { says: "Upload a file, to send it in a message", who: everyone, types: everyType },
  "message.edit": { says: "Edit one's own message", who: everyone, types: everyType },
  "message.delete": { says: "Delete one's own message", who: everyone, types: everyType, announcements: true },
  "message.deleteAny": { says: "Delete another's message", who: keepers, types: shared, announcements: true },
  "message.revisions": {
    says: "Read what a message said before its edits",
    who: everyone,
    types: everyType,
    archived: true,
    announcements: true,
  },
  "message.react": { says: "React to a message", who: everyone, types: everyType, announcements: true },
  "room.markRead": {
    says: "Move one's own read mark, choose one's own notifications",
    who: ["owner", "admin", "member", "guest"],
    types: everyType,
    archived: true,
    announcements: true,
  },
  "room.type": { says: "Show others that one is typing", who: everyone, types: everyType },
} as const satisfies Record<string, RoomRule>;

export type RoomAction = keyof typeof roomPolicy;

type CompanyRule = { says: string; who: readonly CompanyRole[] };

const colleagues = ["admin", "agent", "employee"] as const;

/** Who may do what in a company, outside any one room. */
export const companyPolicy = {
  "room.openDirect": { says: "Open a direct room with a colleague", who: colleagues },
  "room.openGroup": { says: "Open a group room", who: colleagues },
  "room.openCompany": { says: "Open a company room", who: ["admin"] },
  "room.openSupport": { says: "Open a support room (customers do, on the help page)", who: [] },
  "people.list": { says: "See the people one may know of", who: [...colleagues, "customer"] },
  "people.addresses": { says: "See e-mail addresses and the whole company", who: colleagues },
  "support.work": { says: "See the support queue, claim and answer its cases", who: ["admin", "agent"] },
  "token.make": { says: "Make personal tokens for programs", who: colleagues },
  "support.write": { says: "Open a conversation with support, as a customer", who: ["customer"] },
  "person.manage": { says: "Change people's roles, deactivate them, list them with addresses", who: ["admin"] },
  "invite.manage": { says: "Invite people, see and revoke invites", who: ["admin"] },
  "company.settings": { says: "Change the company's settings, such as search", who: ["admin"] },
  "room.list": { says: "See the company's rooms, of private ones size and age alone", who: ["admin"] },
  "room.appoint": { says: "Make somebody an owner of a company room", who: ["admin"] },
  "audit.read": { says: "Read what was done to people, rooms and settings", who: ["admin"] },
  "rateLimit.read": { says: "Read the rate-limit log", who: ["admin"] },
} as const satisfies Record<string, CompanyRule>;

export type CompanyAction = keyof typeof companyPolicy;

/** What of a room the policy looks at. */
export type RoomFacts = { type: RoomType; isActive: boolean; posting: "everyone" | "admins" };

/** Whether somebody of this standing may do this in a room like this. */
export function mayInRoom(action: RoomAction, standing: Standing, room: RoomFacts): boolean {
  const rule: RoomRule = roomPolicy[action];
  if (!rule.who.includes(standing) || !rule.types.includes(room.type)) return false;
  if (!room.isActive && !rule.archived) return false;
  return room.posting === "everyone" || rule.announcements === true || standing === "owner" || standing === "admin";
}

export function mayInCompany(action: CompanyAction, role: CompanyRole): boolean {
  return (companyPolicy[action].who as readonly CompanyRole[]).includes(role);
}

/** Throws the refusal `forbidden` unless the viewer's company role may do this. */
export function requireCompany(viewer: Viewer, action: CompanyAction): void {
  if (!mayInCompany(action, viewer.role))
    throw forbidden(`You may not do this: ${companyPolicy[action].says.toLowerCase()}.`);
}
