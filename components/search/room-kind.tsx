import { Hash, LifeBuoy, User, Users } from "lucide-react";
import type { RoomType } from "#lib/rooms/events.ts";

const kinds = { direct: User, group: Users, company: Hash, support: LifeBuoy };

/** What kind of room it is, in a sign. */
export function RoomKind({ type }: { type: RoomType }) {
  const Icon = kinds[type];
  return <Icon className="size-3.5 flex-none" />;
}
