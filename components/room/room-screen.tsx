"use client";

import { type ReactNode, useMemo } from "react";
import { useMe } from "#components/live/use-me.ts";
import { useRoom } from "#components/live/use-room.ts";
import { DetailsPane } from "#components/room/details-pane.tsx";
import { RoomGone } from "#components/room/room-gone.tsx";
import { type Place, RoomHeader } from "#components/room/room-header.tsx";
import { Thread } from "#components/room/thread.tsx";
import { titleOf } from "#components/room/title-of.ts";
import { useDetailsPane } from "#components/room/use-details-pane.ts";
import { useTabTitle } from "#components/shell/use-tab-title.ts";
import type { MessagePage } from "#lib/messages/events.ts";
import type { MemberView, OwnMembership, RoomView } from "#lib/rooms/events.ts";

export type Initial = { room: RoomView; me: OwnMembership | null; members: MemberView[]; page: MessagePage };

type Props = {
  roomId: string;
  initial: Initial;
  place?: Place;
  /** At the end of its header. */
  tools?: ReactNode;
  /** Above its details. */
  about?: ReactNode;
};

const amongRooms: Place = { path: "/rooms", back: "Back to rooms" };

/** A room: its messages, where one writes, and beside them its details. */
export function RoomScreen({ roomId, initial, place = amongRooms, tools, about }: Props) {
  const { user } = useMe();
  const rendered = useMemo(() => {
    const { page, ...rest } = initial;
    return { ...rest, ...page, lastSeq: Math.min(rest.room.lastSeq, page.lastSeq) };
  }, [initial]);
  const open = useRoom(roomId, rendered);
  const details = useDetailsPane();
  const title = open && titleOf(open, user.id);
  useTabTitle(title ?? "Not here");
  if (!open || !title) return <RoomGone />;
  return (
    <>
      <main aria-label={title} className="relative flex min-h-0 min-w-0 flex-1 flex-col">
        <RoomHeader
          roomId={roomId}
          place={place}
          tools={tools}
          title={title}
          topic={open.room.topic}
          memberCount={open.room.type === "direct" ? null : open.members.length}
          isDetailsOpen={details.isOpen ?? false}
          onToggleDetails={() => details.setOpen(!details.isOpen)}
        />
        <Thread open={open} title={title} />
      </main>
      <DetailsPane
        open={open}
        title={title}
        about={about}
        isOpen={details.isOpen}
        onClose={() => details.setOpen(false)}
      />
    </>
  );
}
