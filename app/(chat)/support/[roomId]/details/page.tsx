import type { Metadata } from "next";
import { CaseDetails } from "#components/support/case-details.tsx";
import { readCaseRoom } from "../read-case-room.ts";

export const metadata: Metadata = { title: "Details" };

export default async function CaseDetailsPage({ params }: { params: Promise<{ roomId: string }> }) {
  const { found, room, me, members } = await readCaseRoom((await params).roomId);
  return <CaseDetails initial={{ room, me, members }} initialCase={found} />;
}
