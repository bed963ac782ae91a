"use client";

import { BellOff } from "lucide-react";
import { memo } from "react";
import { useMe } from "#components/live/use-me.ts";
import { PresenceWord } from "#components/people/face.tsx";
import { RoomLink } from "#components/shell/room-link.tsx";
import { asksForReading, isMuted } from "#components/sidebar/group-rooms.ts";
import { lastWords } from "#components/sidebar/last-words.ts";
import { RoomMark } from "#components/sidebar/room-mark.tsx";
import { roomTitle } from "#components/sidebar/room-title.ts";
import { worksInSupport } from "#components/support/works-in-support.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Time } from "#components/ui/time.tsx";
import type { RoomListEntry } from "#lib/rooms/events.ts";

type Props = { room: RoomListEntry; ownId: string; isOpen: boolean; now: number; tabIndex: number };

const row =
  "grid min-h-(--row) grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-2 rounded-md pr-2 pl-2.5 text-row no-underline hover:bg-hover hover:text-ink focus-visible:rounded-md focus-visible:-outline-offset-2 max-desk:grid-cols-[40px_minmax(0,1fr)_auto] max-desk:gap-x-3 max-desk:rounded-none max-desk:px-(--gutter) max-desk:text-body max-desk:leading-5";
const current =
  "desk:aria-[current]:bg-accent-soft desk:aria-[current]:[--under:var(--accent-soft)] desk:aria-[current]:text-accent-soft-ink desk:aria-[current]:hover:bg-accent-soft";

export const RoomRow = memo(function RoomRow({ room, ownId, isOpen, now, tabIndex }: Props) {
  const title = roomTitle(room, ownId);
  const { role } = useMe().user;
  const muted = isMuted(room, now);
  return (
    <RoomLink
      href={`${room.type === "support" && worksInSupport(role) ? "/support" : "/rooms"}/${room.id}`}
      room={{ id: room.id, title }}
      data-row={room.id}
      tabIndex={tabIndex}
      aria-current={isOpen ? "page" : undefined}
      title={title}
      className={classNames(
        row,
        current,
        asksForReading(room, now) ? "font-semibold text-ink" : "text-ink-muted max-desk:text-ink",
      )}
    >
      <RoomMark room={room} />
      <span className="min-w-0">
        <span className={classNames("block truncate", !room.isActive && "italic")}>
          <bdi>{title}</bdi>
          {room.with && <PresenceWord userId={room.with.id} />}
        </span>
        <span className="hidden truncate text-sm font-normal text-ink-muted max-desk:block">
          <bdi>{lastWords(room, ownId)}</bdi>
        </span>
      </span>
      <span className="flex items-center gap-1.5 text-xs font-normal max-desk:grid max-desk:justify-items-end max-desk:gap-0.5">
        {room.lastMessage && (
          <Time value={room.lastMessage.createdAt} className="hidden text-ink-muted max-desk:block" />
        )}
        <span className="flex min-h-4.5 items-center gap-1.5">
          {muted && (
            <>
              <BellOff className="size-3.5" />
              <span className="sr-only">muted</span>
            </>
          )}
          <UnreadCount room={room} />
        </span>
      </span>
    </RoomLink>
  );
});

function UnreadCount({ room }: { room: RoomListEntry }) {
  if (room.mentions > 0) return <MentionBadge count={room.mentions} />;
  if (room.unread === 0) return null;
  return (
    <span className="min-w-4.5 text-right font-medium text-ink tabular-nums">
      {room.unread > 999 ? "999+" : room.unread}
      <span className="sr-only"> unread</span>
    </span>
  );
}

/** Somebody calls you. Copper, and the only thing that is. */
export function MentionBadge({ count, className }: { count: number; className?: string }) {
  return (
    <span
      className={classNames(
        "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-mention px-1.25 text-2xs leading-4.5 font-semibold text-mention-ink tabular-nums",
        className,
      )}
    >
      <span className="sr-only">mentions: </span>
      {count > 99 ? "99+" : count}
    </span>
  );
}
