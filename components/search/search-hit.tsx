"use client";

import { EyeOff, File } from "lucide-react";
import { useMe } from "#components/live/use-me.ts";
import { useRooms } from "#components/live/use-rooms.ts";
import { RoomKind } from "#components/search/room-kind.tsx";
import { RoomLink } from "#components/shell/room-link.tsx";
import { roomTitle } from "#components/sidebar/room-title.ts";
import { worksInSupport } from "#components/support/works-in-support.ts";
import { Time } from "#components/ui/time.tsx";
import type { SearchHit as Hit } from "#lib/search/events.ts";

type Props = { hit: Hit; tabIndex: number; onOpen: () => void };

/** A message that was found: where, by whom, when, and the part of it that says so. It leads to its place in the room. */
export function SearchHit({ hit, tabIndex, onOpen }: Props) {
  const { message, room, snippet } = hit;
  const { id: ownId, role } = useMe().user;
  const known = useRooms().rooms.find(({ id }) => id === room.id);
  const title = roomTitle(known ?? room, ownId);
  const place = room.type === "support" && worksInSupport(role) ? "/support" : "/rooms";
  return (
    <RoomLink
      href={`${place}/${room.id}?at=${message.seq}`}
      room={{ id: room.id, title }}
      onClick={onOpen}
      data-row={message.id}
      data-row-of="results"
      tabIndex={tabIndex}
      className="block border-t px-4 pt-2.5 pb-3 text-row leading-5.5 text-ink no-underline hover:bg-hover hover:text-ink focus-visible:-outline-offset-2"
    >
      <span className="flex max-w-180 items-center gap-1.5 text-xs leading-5 text-ink-muted">
        <RoomKind type={room.type} />
        <b className="truncate font-semibold text-ink">
          <bdi>{title}</bdi>
        </b>
        <span className="min-w-0 truncate">
          <bdi>{message.sender?.name}</bdi>
        </span>
        {message.audience === "staff" && (
          <span className="flex flex-none items-center gap-1 text-note">
            <EyeOff className="size-3.5" />
            Staff note
          </span>
        )}
        <Time value={message.createdAt} className="ml-auto flex-none whitespace-nowrap tabular-nums" />
      </span>
      <span className="line-clamp-2 max-w-180 wrap-break-word">
        {snippet.map(({ text, match }, index) =>
          match ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
            <mark key={index} className="rounded-sm bg-mark px-px text-ink">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </span>
      {message.files.map((file) => (
        <span key={file.id} className="flex items-center gap-1.5 text-xs leading-5 text-ink-muted">
          <File className="size-3.5 flex-none" />
          <span className="truncate">
            <bdi>{file.name}</bdi>
          </span>
        </span>
      ))}
    </RoomLink>
  );
}
