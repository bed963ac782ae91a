import { Hash, LifeBuoy, Megaphone, Users } from "lucide-react";
import { Face } from "#components/people/face.tsx";
import type { RoomListEntry } from "#lib/rooms/events.ts";

/** What kind of room it is, or whose face: 20 px in the sidebar, 40 px on a phone. */
export function RoomMark({ room }: { room: RoomListEntry }) {
  if (room.with) {
    return <Face person={room.with} size={20} className="max-desk:size-10 max-desk:rounded-lg max-desk:text-[14px]" />;
  }
  return (
    <span className="grid size-5 place-items-center max-desk:size-10 max-desk:rounded-lg max-desk:bg-surface-sunken max-desk:text-ink-muted max-desk:[&>.lucide]:size-5">
      <KindIcon room={room} />
    </span>
  );
}

function KindIcon({ room }: { room: RoomListEntry }) {
  if (room.type === "support") return <LifeBuoy />;
  if (room.type === "company") return room.posting === "admins" ? <Megaphone /> : <Hash />;
  return <Users />;
}
