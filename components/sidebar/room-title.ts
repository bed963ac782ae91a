import type { RoomListEntry, RoomView } from "#lib/rooms/events.ts";

type Titled = Pick<RoomView, "name" | "case"> & Pick<RoomListEntry, "with">;

/** What a room is called: its name, in a direct room the other's name, in a support room the subject or the customer. */
export function roomTitle(room: Titled, ownId: string): string {
  if (room.case)
    return room.case.subject ?? (room.case.customer.id === ownId ? "Your conversation" : room.case.customer.name);
  if (!room.with) return room.name ?? "Room";
  return room.with.id === ownId ? `${room.with.name} (you)` : room.with.name;
}
