import type { MemberRole, RoomView } from "#lib/rooms/events.ts";

/** What the screen offers. The server decides; this only keeps doors away that would not open. */
export type RoomRights = {
  post: boolean;
  callRoom: boolean;
  react: boolean;
  deleteOwn: boolean;
  deleteAny: boolean;
  change: boolean;
  members: boolean;
  leave: boolean;
  /** Choose from where on there is something to read. */
  unread: boolean;
};

export function rightsIn(
  room: Pick<RoomView, "type" | "isActive" | "posting">,
  role: MemberRole | undefined,
): RoomRights {
  const keeps = (role === "owner" || role === "admin") && (room.type === "group" || room.type === "company");
  return {
    post: room.isActive && (room.posting === "everyone" || role === "owner" || role === "admin"),
    callRoom: room.isActive && keeps,
    react: room.isActive,
    deleteOwn: room.isActive,
    deleteAny: room.isActive && keeps,
    change: keeps,
    members: room.isActive && keeps,
    leave: room.type === "group" || room.type === "company",
    unread: role !== undefined,
  };
}
