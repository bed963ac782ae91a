"use client";

import { MessageCircle, Users } from "lucide-react";
import { use } from "react";
import { MembersContext } from "#components/room/thread-context.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { RoomView } from "#lib/rooms/events.ts";

export function EmptyRoom({ room }: { room: RoomView }) {
  const isAlone = use(MembersContext).length === 1;
  return (
    <EmptyState icon={room.type === "direct" ? <MessageCircle /> : <Users />} title="Nothing said yet">
      {words(room, isAlone)}
    </EmptyState>
  );
}

function words(room: RoomView, isAlone: boolean): string {
  if (room.type === "direct" && isAlone) return "Notes to yourself. Nobody else can read them.";
  if (room.type === "direct") return "Only the two of you can read this. Write the first line below.";
  if (!room.isActive) return "It was archived before anybody said anything.";
  if (room.type === "company") return "Say what this room is for; the first line helps those who join later.";
  return "Only the people you invite can read this room. Say what it is for; the first line helps those who join later.";
}
