import { changeMessage, changeMessages, isAboutMessage } from "#components/live/change-message.ts";
import { compareText } from "#components/live/compare-text.ts";
import type { Calls, MessagePage, MessageView } from "#lib/messages/events.ts";
import type { Change } from "#lib/realtime/events.ts";
import type { MemberView, OwnMembership, RoomListEntry, RoomView } from "#lib/rooms/events.ts";
import { memberRoles } from "#lib/rooms/events.ts";

/** A room as an open screen holds it: a window of its messages, oldest first, and everything applied up to `lastSeq`. */
export type OpenRoom = {
  room: RoomView;
  /** Null for an agent who looks into a support room without being its member. */
  me: OwnMembership | null;
  members: MemberView[];
  messages: MessageView[];
  hasBefore: boolean;
  hasAfter: boolean;
  lastSeq: number;
};

/**
 * `applied`: the state is new. `seen`: it holds this change already. `hole`: changes before this one are missing.
 * `left`: the viewer is no member any more. `unknown`: there is no such room here; it has to be fetched.
 */
export type Outcome = "applied" | "seen" | "hole" | "left" | "unknown";

export function applyToOpenRoom(
  open: OpenRoom,
  change: Change,
  viewerId: string,
): { open: OpenRoom; outcome: Exclude<Outcome, "unknown"> } {
  if (change.seq <= open.lastSeq) return { open, outcome: "seen" };
  if (change.seq > open.lastSeq + 1) return { open, outcome: "hole" };
  const room = changeRoom(open.room, change);
  const next: OpenRoom = { ...open, room, me: changeMe(open.me, change, viewerId), lastSeq: change.seq };
  if (isAboutMessage(change)) next.messages = changeWindow(open, change);
  if (change.kind === "member.added" || change.kind === "member.changed") {
    next.members = [...without(open.members, change.member.userId), changeMember(open, change)].sort(compareMembers);
  }
  if (change.kind === "member.removed") next.members = without(open.members, change.userId);
  return { open: next, outcome: removes(change, viewerId) ? "left" : "applied" };
}

export function applyToRooms(
  rooms: RoomListEntry[],
  change: Change,
  viewerId: string,
): { rooms: RoomListEntry[]; outcome: Outcome } {
  const index = rooms.findIndex((room) => room.id === change.roomId);
  const entry = rooms[index];
  if (!entry) return { rooms, outcome: removes(change, viewerId) ? "seen" : "unknown" };
  if (change.seq <= entry.lastSeq) return { rooms, outcome: "seen" };
  if (change.seq > entry.lastSeq + 1) return { rooms, outcome: "hole" };
  if (removes(change, viewerId)) return { rooms: rooms.toSpliced(index, 1), outcome: "left" };
  const next = changeOwn(changeRoom(entry, change), change, viewerId);
  if (isAboutMessage(change)) next.lastMessage = changeLast(entry.lastMessage, change);
  return { rooms: rooms.with(index, next).sort(latestFirst), outcome: "applied" };
}

function latestFirst(one: RoomListEntry, other: RoomListEntry): number {
  return compareText(other.updatedAt, one.updatedAt) || compareText(other.id, one.id);
}

/**
 * Joins a page of history to the window it was asked for. The page may be older than the window (changes came while
 * it was read): `since` are the changes after the page's own `lastSeq` that the window has seen.
 */
export function joinPage(open: OpenRoom, page: MessagePage, side: "before" | "after", since: Change[]): OpenRoom {
  const known = new Set(open.messages.map((message) => message.id));
  let added = page.messages.filter((message) => !known.has(message.id));
  const reachesEnd = side === "after" && !page.hasAfter;
  for (const change of since) {
    if (!isAboutMessage(change)) continue;
    added = changeMessages(added, change);
    if (!reachesEnd || change.kind !== "message.posted") continue;
    const { message } = change;
    if (!known.has(message.id) && !added.some(({ id }) => id === message.id)) added = [...added, message];
  }
  return side === "before"
    ? { ...open, messages: [...added, ...open.messages], hasBefore: page.hasBefore }
    : { ...open, messages: [...open.messages, ...added], hasAfter: page.hasAfter };
}

export function compareMembers(one: MemberView, other: MemberView): number {
  return (
    memberRoles.indexOf(one.role) - memberRoles.indexOf(other.role) ||
    compareText(one.name, other.name) ||
    compareText(one.userId, other.userId)
  );
}

/** A change of a member says nothing of their read mark: it stays, and begins where they joined. */
function changeMember(open: OpenRoom, { kind, seq, member }: Extract<Change, { member: MemberView }>): MemberView {
  const known = open.members.find(({ userId }) => userId === member.userId);
  const lastReadSeq = kind === "member.added" ? seq : known?.lastReadSeq;
  return { ...member, ...(lastReadSeq !== undefined && { lastReadSeq }) };
}

function without(members: MemberView[], userId: string): MemberView[] {
  return members.filter((member) => member.userId !== userId);
}

function removes(change: Change, viewerId: string): boolean {
  return change.kind === "member.removed" && change.userId === viewerId;
}

/** `room` in the change is as it is now and may be ahead of it: its counters are the change's own. */
function changeRoom<Room extends RoomView>(room: Room, change: Change): Room {
  if (change.kind === "hidden") return { ...room, lastSeq: change.seq };
  const fresh = change.kind === "room.changed" ? change.room : null;
  return { ...room, ...fresh, lastSeq: change.seq, updatedAt: change.at };
}

/**
 * A message that comes already deleted (it was posted and deleted before we asked) is counted all the same:
 * its deletion is a later change, and that one takes it off again.
 */
function changeOwn<Own extends Pick<OwnMembership, "role" | "unread" | "mentions" | "lastReadSeq">>(
  own: Own,
  change: Change,
  viewerId: string,
): Own {
  if (change.kind === "message.posted") {
    const { message } = change;
    const counts = message.type !== "system" && message.sender?.id !== viewerId && message.seq > own.lastReadSeq;
    return counts ? { ...own, unread: own.unread + 1, mentions: own.mentions + timesCalled(change, viewerId) } : own;
  }
  if (change.kind === "message.deleted") {
    const counted = change.senderId !== viewerId && change.messageSeq > own.lastReadSeq;
    if (!counted) return own;
    const mentions = Math.max(0, own.mentions - timesCalled(change, viewerId));
    return { ...own, unread: Math.max(0, own.unread - 1), mentions };
  }
  const isMine =
    (change.kind === "member.added" || change.kind === "member.changed") && change.member.userId === viewerId;
  return isMine ? { ...own, role: change.member.role } : own;
}

const timesCalled = ({ mentions, callsRoom }: Calls, viewerId: string) =>
  callsRoom || mentions?.includes(viewerId) ? 1 : 0;

function changeMe(me: OwnMembership | null, change: Change, viewerId: string): OwnMembership | null {
  if (me) return changeOwn(me, change, viewerId);
  if (change.kind !== "member.added" || change.member.userId !== viewerId) return null;
  const { role } = change.member;
  const lastReadSeq = change.seq;
  return { role, joinedSeq: lastReadSeq, lastReadSeq, unread: 0, mentions: 0, notify: "all", mutedUntil: null };
}

function changeWindow(open: OpenRoom, change: Parameters<typeof changeMessage>[1]): MessageView[] {
  const messages = changeMessages(open.messages, change);
  if (change.kind !== "message.posted" || open.hasAfter) return messages;
  return messages.some((message) => message.id === change.message.id) ? messages : [...messages, change.message];
}

function changeLast(last: MessageView | null, change: Parameters<typeof changeMessage>[1]): MessageView | null {
  if (change.kind === "message.posted" && change.message.type !== "system") return change.message;
  return last && changeMessage(last, change);
}
