"use client";

import { useParams, usePathname } from "next/navigation";
import { useMe } from "#components/live/use-me.ts";
import { useRooms } from "#components/live/use-rooms.ts";
import { useDetailsPane } from "#components/room/use-details-pane.ts";
import { roomTitle } from "#components/sidebar/room-title.ts";
import { Loading, Skeleton } from "#components/ui/skeleton.tsx";

const messages = [
  ["w-[22%]", "w-[82%]", "w-[64%]"],
  ["w-[18%]", "w-[54%]"],
  ["w-[26%]", "w-[90%]", "w-[38%]"],
];

/** A room in outline. Its name is known from the list, so that only the messages are waited for. */
export function RoomLoading() {
  const { roomId } = useParams<{ roomId?: string }>();
  const { user } = useMe();
  const room = useRooms().rooms.find((each) => each.id === roomId);
  const { isOpen } = useDetailsPane();
  const isCase = usePathname().startsWith("/support/");
  if (!roomId) return null;
  const title = room ? roomTitle(room, user.id) : isCase ? "Conversation" : "Room";
  return (
    <>
      <title>{`${title} · Parley`}</title>
      <main className="flex min-w-0 flex-1 flex-col">
        <div className="flex h-(--bar) flex-none items-center border-b px-(--gutter) max-desk:pl-12">
          <h1 className="truncate text-body leading-5">{title}</h1>
        </div>
        <Loading label="Loading messages" className="mt-auto py-2">
          {messages.map((lines) => (
            <div key={lines.join(" ")} className="grid grid-cols-[32px_minmax(0,1fr)] gap-x-3 px-(--gutter) py-2.5">
              <Skeleton className="size-8 rounded-[8px]" />
              <div className="grid max-w-(--measure) gap-[9px] pt-1">
                {lines.map((width) => (
                  <Skeleton key={width} className={width} />
                ))}
              </div>
            </div>
          ))}
        </Loading>
        <div className="px-(--gutter) pt-6 pb-4 max-desk:px-2 max-desk:pb-2">
          <div className="h-[82px] rounded-lg border bg-surface-raised" />
        </div>
      </main>
      {isOpen !== false && <div className="w-(--details) flex-none border-l max-wide:hidden" />}
    </>
  );
}
