import type { RoomListEntry, RoomType } from "#lib/rooms/events.ts";

export type RoomSection = { key: "unread" | RoomType; title: string; rooms: RoomListEntry[] };

const titles: Record<RoomType, string> = {
  direct: "Direct",
  group: "Groups",
  company: "Company",
  support: "Support",
};

/** The room that is open now, and whether it stood under Unread when it was opened. It stays where it was. */
export type OpenedRoom = { roomId: string | null; wasUnread: boolean };

export function isMuted(room: RoomListEntry, now: number): boolean {
  return room.notify === "none" || (room.mutedUntil !== null && Date.parse(room.mutedUntil) > now);
}

/** Something to read, and not muted: a muted room stays in its place until somebody calls you there. */
export function asksForReading(room: RoomListEntry, now: number): boolean {
  return room.mentions > 0 || (room.unread > 0 && !isMuted(room, now));
}

/** Where a room stands in time; its id settles ties. */
function lastWord(room: RoomListEntry): string {
  return `${room.lastMessage?.createdAt ?? room.createdAt} ${room.id}`;
}

function byLastWord(one: RoomListEntry, other: RoomListEntry): number {
  return lastWord(one) < lastWord(other) ? 1 : -1;
}

/** The rooms by section: Unread first, with mentions on top, then each kind; in each the latest word comes first. */
export function groupRooms(rooms: RoomListEntry[], opened: OpenedRoom, now: number): RoomSection[] {
  const sorted = rooms.toSorted(byLastWord);
  const isUnread = (room: RoomListEntry) => (room.id === opened.roomId ? opened.wasUnread : asksForReading(room, now));
  const unread = sorted.filter(isUnread).toSorted((one, other) => other.mentions - one.mentions);
  const kinds = (Object.keys(titles) as RoomType[]).map((type): RoomSection => {
    return { key: type, title: titles[type], rooms: sorted.filter((room) => room.type === type && !isUnread(room)) };
  });
  const sections: RoomSection[] = [{ key: "unread", title: "Unread", rooms: unread }, ...kinds];
  return sections.filter((section) => section.rooms.length > 0);
}
