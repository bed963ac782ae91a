"use client";

import { useDetailsPane } from "#components/room/use-details-pane.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Loading, Skeleton } from "#components/ui/skeleton.tsx";

const messages = [
  ["w-[22%]", "w-[82%]", "w-[64%]"],
  ["w-[18%]", "w-[54%]"],
  ["w-[26%]", "w-[90%]", "w-[38%]"],
];

/** A room in outline, over the pane where it will be. Its name is known from the list; only its messages are waited for. */
export function RoomLoading({ title, isCase }: { title: string; isCase: boolean }) {
  const { isOpen } = useDetailsPane();
  return (
    <div
      className={classNames(
        "fixed inset-0 z-40 flex bg-surface desk:left-(--sidebar)",
        isCase && "wide:left-[calc(var(--sidebar)+var(--queue))]",
      )}
    >
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex h-(--bar) flex-none items-center border-b px-(--gutter) max-desk:pl-12">
          <p className="truncate text-body leading-5 font-semibold">
            <bdi>{title}</bdi>
          </p>
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
      </div>
      {isOpen !== false && <div className="w-(--details) flex-none border-l max-wide:hidden" />}
    </div>
  );
}
