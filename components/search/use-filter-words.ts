"use client";

import { useMe } from "#components/live/use-me.ts";
import { useRooms } from "#components/live/use-rooms.ts";
import type { Asked, FilterKey } from "#components/search/asked.ts";
import { roomTitle } from "#components/sidebar/room-title.ts";
import { usePeople } from "#components/sidebar/use-people.ts";
import { useNow } from "#components/ui/time.tsx";
import { shortDay } from "#components/ui/time-words.ts";

/** What each filter of a search is called. */
export function useFilterWords({ roomId, from, after, before, has }: Asked): Record<FilterKey, string> {
  const now = useNow() ?? 0;
  const ownId = useMe().user.id;
  const room = useRooms().rooms.find(({ id }) => id === roomId);
  const person = usePeople("").people.find(({ id }) => id === from);
  const day = (value: string) => (value ? shortDay(new Date(`${value}T00:00`), now) : "");
  return {
    roomId: room ? roomTitle(room, ownId) : "a room",
    from: person?.name ?? "somebody",
    after: day(after),
    before: day(before),
    has,
  };
}
