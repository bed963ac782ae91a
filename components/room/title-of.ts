import type { OpenRoom } from "#components/live/apply-change.ts";
import { roomTitle } from "#components/sidebar/room-title.ts";

/** What an open room is called. A direct room bears the name that the other has now. */
export function titleOf({ room, members }: Pick<OpenRoom, "room" | "members">, ownId: string): string {
  if (room.type !== "direct") return roomTitle(room, ownId);
  const other = members.find((member) => member.userId !== ownId) ?? members[0];
  return roomTitle({ name: null, with: other && { id: other.userId, name: other.name } }, ownId);
}
