"use client";

import { useNow } from "#components/ui/time.tsx";
import { dayName } from "#components/ui/time-words.ts";

export function DayDivider({ at }: { at: string }) {
  const now = useNow();
  return (
    <div className="relative mt-4 flex h-6 items-center justify-center before:absolute before:inset-x-(--gutter) before:top-3 before:border-t">
      <time
        dateTime={at.slice(0, 10)}
        className={`relative bg-surface px-3 text-xs leading-6 font-medium text-ink-muted ${now === null ? "invisible" : ""}`}
      >
        {now === null ? at.slice(0, 10) : dayName(new Date(at), now)}
      </time>
    </div>
  );
}

/** Where the unread messages began when the room was entered. */
export function NewDivider({ count }: { count: number }) {
  return (
    <div className="relative z-1 mt-1.5 -mb-2 flex h-5 justify-end px-(--gutter) before:absolute before:inset-x-(--gutter) before:top-2.5 before:border-t before:border-unread">
      <span className="relative bg-surface pl-2 text-xs leading-5 font-semibold text-unread tabular-nums">
        {count} new
      </span>
    </div>
  );
}
