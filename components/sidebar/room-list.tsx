"use client";

import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { groupRooms, type RoomSection } from "#components/sidebar/group-rooms.ts";
import { RoomRow } from "#components/sidebar/room-row.tsx";
import { useOpenedRoom } from "#components/sidebar/use-opened-room.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useNow } from "#components/ui/time.tsx";
import { useArrowKeys } from "#components/ui/use-arrow-keys.ts";
import type { RoomListEntry, RoomType } from "#lib/rooms/events.ts";

/** What the button at the head of a section opens. */
export type Adding = Partial<Record<RoomType, { label: string; run: () => void }>>;

type Props = { rooms: RoomListEntry[]; openRoomId: string | null; ownId: string; adding: Adding };

export function RoomList({ rooms, openRoomId, ownId, adding }: Props) {
  const now = useNow() ?? 0;
  const opened = useOpenedRoom(openRoomId, rooms, now);
  const sections = groupRooms(rooms, opened, now);
  const keys = sections.flatMap((section) => section.rooms.map((room) => room.id));
  const { listProps, tabIndexOf } = useArrowKeys(keys, openRoomId);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (openRoomId) list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [openRoomId]);
  return (
    <div ref={list} {...listProps}>
      {sections.map((section) => (
        <section key={section.key} aria-labelledby={`rooms-${section.key}`} className="mt-4 max-desk:mt-0">
          <SectionHead section={section} adding={adding} />
          <ul>
            {section.rooms.map((room) => (
              <li key={room.id}>
                <RoomRow
                  room={room}
                  ownId={ownId}
                  isOpen={room.id === openRoomId}
                  now={now}
                  tabIndex={tabIndexOf(room.id)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function SectionHead({ section, adding }: { section: RoomSection; adding: Adding }) {
  const add = section.key === "unread" ? undefined : adding[section.key];
  return (
    <div className="group flex h-6 items-center pr-0.5 pl-2.5 text-xs text-ink-muted max-desk:h-9 max-desk:pt-2 max-desk:pr-2 max-desk:pl-(--gutter)">
      <h2 id={`rooms-${section.key}`} className="flex-1 font-medium">
        {section.title}
      </h2>
      {add && (
        <IconButton
          label={add.label}
          size="small"
          onClick={add.run}
          className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100 max-desk:opacity-100"
        >
          <Plus className="size-3.5" />
        </IconButton>
      )}
    </div>
  );
}
