"use client";

import { ChevronLeft } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useMe } from "#components/live/use-me.ts";
import { useRoom } from "#components/live/use-room.ts";
import { DetailsContent } from "#components/room/details-content.tsx";
import { RoomGone } from "#components/room/room-gone.tsx";
import type { Place } from "#components/room/room-header.tsx";
import { titleOf } from "#components/room/title-of.ts";
import { PlaceLink } from "#components/shell/place-link.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { iconButtonClasses } from "#components/ui/icon-button.tsx";
import type { MemberView, OwnMembership, RoomView } from "#lib/rooms/events.ts";

type Props = {
  roomId: string;
  initial: { room: RoomView; me: OwnMembership | null; members: MemberView[] };
  path?: Place["path"];
  about?: ReactNode;
};

/** The details of a room as a page of its own: a phone's. */
export function RoomDetails({ roomId, initial, path = "/rooms", about }: Props) {
  const { user } = useMe();
  const rendered = useMemo(
    () => ({ ...initial, messages: [], hasBefore: true, hasAfter: true, lastSeq: initial.room.lastSeq }),
    [initial],
  );
  const open = useRoom(roomId, rendered);
  if (!open) return <RoomGone />;
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col text-row">
      <div className="flex h-(--bar) flex-none items-center gap-1 border-b px-(--gutter)">
        <PlaceLink
          place="The messages"
          href={`${path}/${roomId}`}
          aria-label="Back to messages"
          className={classNames(iconButtonClasses, "-ml-2.5 size-(--icon-button) [&>.lucide]:size-5")}
        >
          <ChevronLeft />
        </PlaceLink>
        <h1 className="truncate text-body leading-5">
          <span className="sr-only">Details of </span>
          <bdi>{titleOf(open, user.id)}</bdi>
        </h1>
      </div>
      <h2 className="sr-only">About the room</h2>
      <DetailsContent open={open} about={about} />
    </main>
  );
}
