import type { OpenRoom } from "#components/live/apply-change.ts";
import { compareMembers } from "#components/live/apply-change.ts";
import type { MessageView, Person } from "#lib/messages/events.ts";
import type { StreamEvents } from "#lib/realtime/events.ts";
import type { RoomListEntry } from "#lib/rooms/events.ts";

type PersonEvent = StreamEvents["person"];

/** Somebody was renamed or deactivated: their name follows wherever it is shown. */
export function applyPersonToOpenRoom(open: OpenRoom, person: PersonEvent): OpenRoom {
  const members = open.members.map((member) => (member.userId === person.userId ? { ...member, ...person } : member));
  const messages = open.messages.map((message) => renameIn(message, person));
  return { ...open, members: members.sort(compareMembers), messages };
}

/** Somebody has read as far as this. */
export function applyReadMark(open: OpenRoom, { userId, lastReadSeq }: StreamEvents["read"]): OpenRoom {
  const members = open.members.map((member) => (member.userId === userId ? { ...member, lastReadSeq } : member));
  return { ...open, members };
}

export function applyPersonToRooms(rooms: RoomListEntry[], person: PersonEvent): RoomListEntry[] {
  return rooms.map((entry) => {
    const next = { ...entry, lastMessage: entry.lastMessage && renameIn(entry.lastMessage, person) };
    if (entry.with?.id === person.userId) next.with = { ...entry.with, name: person.name, initials: person.initials };
    return next;
  });
}

function renameIn(message: MessageView, person: PersonEvent): MessageView {
  const isSender = message.sender?.id === person.userId;
  const isQuoted = message.replyTo?.sender?.id === person.userId;
  if (!isSender && !isQuoted) return message;
  const replyTo = message.replyTo && {
    ...message.replyTo,
    sender: message.replyTo.sender && rename(message.replyTo.sender, person),
  };
  return { ...message, sender: message.sender && rename(message.sender, person), replyTo };
}

function rename(known: Person, person: PersonEvent): Person {
  return known.id === person.userId ? { id: known.id, name: person.name } : known;
}
