import type { Metadata } from "next";
import { RoomDetails } from "#components/room/room-details.tsx";
import { readRoom } from "../read-room.ts";

export const metadata: Metadata = { title: "Details" };

export default async function DetailsPage({ params }: { params: Promise<{ roomId: string }> }) {
  const { roomId } = await params;
  const { room, me, members } = await readRoom(roomId);
  return <RoomDetails roomId={roomId} initial={{ room, me, members }} />;
}
