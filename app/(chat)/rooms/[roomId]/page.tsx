import type { Metadata } from "next";
import { RoomScreen } from "#components/room/room-screen.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { beginAt, type Search } from "./begin-at.ts";
import { orNotFound, readRoom } from "./read-room.ts";

/** So many seconds a room that was seen is shown again without asking: what happened since came by the stream. */
export const unstable_dynamicStaleTime = 1800;

type Props = { params: Promise<{ roomId: string }>; searchParams: Search };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await readRoom((await params).roomId);
  return { title };
}

export default async function RoomPage({ params, searchParams }: Props) {
  const { db, viewer } = await pageViewer();
  const { room, me, members } = await readRoom((await params).roomId);
  const roomId = room.id;
  const around = await beginAt(searchParams, me);
  const page = await orNotFound(pageMessages(db, viewer, { roomId, around, limit: 50 }));
  return <RoomScreen key={roomId} roomId={roomId} initial={{ room, me, members, page }} />;
}
