"use client";

import { useState } from "react";
import { asksForReading, type OpenedRoom } from "#components/sidebar/group-rooms.ts";
import type { RoomListEntry } from "#lib/rooms/events.ts";

/** Remembers whether the open room had something unread when it was opened, until another one is. */
export function useOpenedRoom(roomId: string | null, rooms: RoomListEntry[], now: number): OpenedRoom {
  const [opened, setOpened] = useState<OpenedRoom | null>(null);
  if (opened?.roomId === roomId) return opened;
  const room = rooms.find((each) => each.id === roomId);
  const next = { roomId, wasUnread: room !== undefined && asksForReading(room, now) };
  setOpened(next);
  return next;
}
