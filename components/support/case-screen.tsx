"use client";

import { type Initial, RoomScreen } from "#components/room/room-screen.tsx";
import { CaseFacts } from "#components/support/case-facts.tsx";
import { CaseTools } from "#components/support/case-tools.tsx";
import { useCase } from "#components/support/use-cases.ts";
import type { CaseView } from "#lib/support/events.ts";

const inQueue = { path: "/support", back: "Back to the queue" } as const;

/** A conversation with a customer, as agents see it. */
export function CaseScreen({ initial, initialCase }: { initial: Initial; initialCase: CaseView }) {
  const { roomId } = initialCase;
  const { found, show, refresh } = useCase(roomId, initialCase);
  return (
    <RoomScreen
      roomId={roomId}
      initial={initial}
      place={inQueue}
      tools={<CaseTools found={found} onChange={show} onMissed={refresh} />}
      about={<CaseFacts found={found} onChange={show} />}
    />
  );
}
