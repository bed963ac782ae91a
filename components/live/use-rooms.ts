"use client";

import { useSyncExternalStore } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import type { RoomListEntry } from "#lib/rooms/events.ts";

/** My rooms as they are now, the most recently active first. */
export function useRooms(): { rooms: RoomListEntry[]; refresh: () => Promise<void> } {
  const { store } = useLive();
  const rooms = useSyncExternalStore(store.subscribe, store.getRooms, store.getRooms);
  return { rooms, refresh: store.refreshRooms };
}
