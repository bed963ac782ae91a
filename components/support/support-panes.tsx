"use client";

import { useParams } from "next/navigation";
import type { ReactNode } from "react";
import { useComingRoomId } from "#components/shell/room-coming.tsx";
import { Queue } from "#components/support/queue.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { CaseView } from "#lib/support/events.ts";

type Props = { cases: CaseView[]; helpPath: string; children: ReactNode };

/** The queue beside the conversation; where the window is narrower, one of them at a time. */
export function SupportPanes({ cases, helpPath, children }: Props) {
  const { roomId = null } = useParams<{ roomId?: string }>();
  const comingId = useComingRoomId();
  return (
    <>
      <div
        role={roomId ? "complementary" : "main"}
        className={classNames(
          "flex min-h-0 min-w-0 flex-col wide:w-(--queue) wide:flex-none wide:border-r max-wide:flex-1",
          roomId && "max-wide:hidden",
        )}
      >
        <Queue initial={cases} openRoomId={comingId ?? roomId} helpPath={helpPath} />
      </div>
      <div className={classNames("relative flex min-h-0 min-w-0 flex-1", !roomId && "max-wide:hidden")}>{children}</div>
    </>
  );
}
