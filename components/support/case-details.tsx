"use client";

import { RoomDetails } from "#components/room/room-details.tsx";
import { CaseFacts } from "#components/support/case-facts.tsx";
import { useCase } from "#components/support/use-cases.ts";
import type { MemberView, OwnMembership, RoomView } from "#lib/rooms/events.ts";
import type { CaseView } from "#lib/support/events.ts";

type Props = {
  initial: { room: RoomView; me: OwnMembership | null; members: MemberView[] };
  initialCase: CaseView;
};

/** What is known of a case and its room, as a page of its own: a phone's. */
export function CaseDetails({ initial, initialCase }: Props) {
  const { roomId } = initialCase;
  const { found, show } = useCase(roomId, initialCase);
  const about = <CaseFacts found={found} onChange={show} />;
  return <RoomDetails roomId={roomId} initial={initial} path="/support" about={about} />;
}
