"use client";

import { useParams, usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { useMe } from "#components/live/use-me.ts";
import { useRooms } from "#components/live/use-rooms.ts";
import { writeSoon } from "#components/room/write-soon.ts";
import { SearchLink } from "#components/search/search-link.tsx";
import { CompanyMenu } from "#components/shell/company-menu.tsx";
import { MeMenu } from "#components/shell/me-menu.tsx";
import { useComingRoomId } from "#components/shell/room-coming.tsx";
import { BrowseRoomsDialog } from "#components/sidebar/browse-rooms-dialog.tsx";
import { ComposeMenu } from "#components/sidebar/compose-menu.tsx";
import { FirstUse } from "#components/sidebar/first-use.tsx";
import { NewMessageDialog } from "#components/sidebar/new-message-dialog.tsx";
import { NewRoomDialog } from "#components/sidebar/new-room-dialog.tsx";
import type { Opened, RoomActions } from "#components/sidebar/room-actions.ts";
import { type Adding, RoomList } from "#components/sidebar/room-list.tsx";
import { SupportLink } from "#components/support/support-link.tsx";
import { worksInSupport } from "#components/support/works-in-support.ts";
import { classNames } from "#components/ui/class-names.ts";
import { phone, useMedia } from "#components/ui/use-media.ts";

type Props = { actions: RoomActions };

/** All my rooms: a navigation beside the thread, or on a phone the main pane of `/rooms`. */
export function Sidebar({ actions }: Props) {
  const me = useMe();
  const { rooms, refresh } = useRooms();
  const router = useRouter();
  const { roomId = null } = useParams<{ roomId?: string }>();
  const openRoomId = useComingRoomId() ?? roomId;
  const isPlace = usePathname() === "/rooms";
  const isPhone = useMedia(phone);
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const enter = (roomId: string) => {
    close();
    void refresh();
    writeSoon(roomId);
    router.push(`/rooms/${roomId}`);
  };
  const mayOpen = me.user.role !== "customer";
  const isAdmin = me.user.role === "admin";

  const adding: Adding = mayOpen
    ? {
        direct: { label: "Write to somebody", run: () => setOpened("message") },
        group: { label: "New group", run: () => setOpened("group") },
        company: { label: "Browse company rooms", run: () => setOpened("browse") },
      }
    : {};

  return (
    <div
      role={isPhone && isPlace ? "main" : undefined}
      className={classNames(
        "flex min-h-0 min-w-0 flex-col bg-surface-sunken desk:border-r desk:[--under:var(--surface-sunken)] max-desk:bg-surface",
        !isPlace && "max-desk:hidden",
      )}
    >
      {isPhone && isPlace && <h1 className="sr-only">Rooms</h1>}
      <nav aria-label="Rooms" className="contents">
        <div className="flex h-(--bar) flex-none items-center pr-2 pl-3.5 max-desk:border-b max-desk:pl-2.5">
          <CompanyMenu company={me.company} isAdmin={isAdmin} />
          <span className="flex-1" />
          {mayOpen && <ComposeMenu isAdmin={isAdmin} onOpen={setOpened} />}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-4 max-desk:px-0">
          {rooms.length === 0 && <FirstUse mayOpen={mayOpen} isAdmin={isAdmin} onOpen={setOpened} />}
          <SearchLink />
          {worksInSupport(me.user.role) && <SupportLink />}
          <RoomList rooms={rooms} openRoomId={openRoomId} ownId={me.user.id} adding={adding} />
        </div>
      </nav>
      <MeMenu me={me} signOut={actions.signOut} />
      <NewMessageDialog
        open={opened === "message"}
        onClose={close}
        onEnter={enter}
        create={actions.createRoom}
        ownId={me.user.id}
      />
      <NewRoomDialog
        kind={opened === "company" ? "company" : "group"}
        open={opened === "group" || opened === "company"}
        onClose={close}
        onEnter={enter}
        create={actions.createRoom}
        ownId={me.user.id}
      />
      <BrowseRoomsDialog open={opened === "browse"} onClose={close} onEnter={enter} join={actions.joinRoom} />
    </div>
  );
}
