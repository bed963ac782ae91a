import type { MessageView } from "#lib/messages/events.ts";
import type { CaseBrief } from "#lib/support/events.ts";

export const roomTypes = ["direct", "group", "company", "support"] as const;
export type RoomType = (typeof roomTypes)[number];

export const memberRoles = ["owner", "admin", "member", "guest"] as const;
export type MemberRole = (typeof memberRoles)[number];

export const companyRoles = ["admin", "agent", "employee", "customer"] as const;
export type CompanyRole = (typeof companyRoles)[number];

export const notifyLevels = ["all", "mentions", "none"] as const;
export type NotifyLevel = (typeof notifyLevels)[number];

/** A room as every one of its members sees it. */
export type RoomView = {
  id: string;
  type: RoomType;
  name: string | null;
  topic: string | null;
  isActive: boolean;
  posting: "everyone" | "admins";
  enrolment: "everyone" | "open" | null;
  lastSeq: number;
  createdAt: string;
  updatedAt: string;
  /** Of a support room: what it is about, with whom, and whether that is done. */
  case?: CaseBrief;
};

/** One row of the viewer's own room list. `with` is the other person of a direct room (oneself in notes to oneself). */
export type RoomListEntry = RoomView & {
  role: MemberRole;
  lastReadSeq: number;
  unread: number;
  mentions: number;
  notify: NotifyLevel;
  mutedUntil: string | null;
  lastMessage: MessageView | null;
  with?: { id: string; name: string; initials?: string | null };
};

/**
 * A member of a room. `companyRole` tells a colleague from a customer; `isActive` is false for a deactivated account.
 * `lastReadSeq` is there where a room is read, and moves by `read` events: changes of members leave it out.
 */
export type MemberView = {
  userId: string;
  name: string;
  initials: string | null;
  role: MemberRole;
  companyRole: CompanyRole;
  isActive: boolean;
  lastReadSeq?: number;
};

/** The viewer's own standing in a room. */
export type OwnMembership = {
  role: MemberRole;
  joinedSeq: number;
  lastReadSeq: number;
  unread: number;
  mentions: number;
  notify: NotifyLevel;
  mutedUntil: string | null;
};

/**
 * A room as a company admin sees it in the list of all. Of a private one that they are not in, everything but its size and
 * age is null.
 */
export type RoomRecord = {
  id: string | null;
  type: "company" | "group";
  name: string | null;
  /** The viewer's own role in it; null where they are no member. */
  role: MemberRole | null;
  isActive: boolean | null;
  posting: RoomView["posting"] | null;
  enrolment: RoomView["enrolment"];
  members: number;
  owners: { id: string; name: string }[] | null;
  lastActiveAt: string | null;
  createdAt: string;
};
