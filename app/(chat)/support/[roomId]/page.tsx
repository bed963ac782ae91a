import type { Metadata } from "next";
import { CaseScreen } from "#components/support/case-screen.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { beginAt, type Search } from "../../rooms/[roomId]/begin-at.ts";
import { orNotFound } from "../../rooms/[roomId]/read-room.ts";
import { readCaseRoom } from "./read-case-room.ts";

type Props = { params: Promise<{ roomId: string }>; searchParams: Search };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await readCaseRoom((await params).roomId);
  return { title };
}

export default async function CasePage({ params, searchParams }: Props) {
  const { db, viewer } = await pageViewer();
  const { found, ...room } = await readCaseRoom((await params).roomId);
  const roomId = room.room.id;
  const around = await beginAt(searchParams, room.me);
  const page = await orNotFound(pageMessages(db, viewer, { roomId, around, limit: 50 }));
  return <CaseScreen key={roomId} initial={{ ...room, page }} initialCase={found} />;
}
