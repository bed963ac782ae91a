"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useMe } from "#components/live/use-me.ts";
import { useRooms } from "#components/live/use-rooms.ts";
import { ConnectionBanner } from "#components/shell/connection-banner.tsx";
import { RoomsComing } from "#components/shell/room-coming.tsx";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { TabBar } from "#components/shell/tab-bar.tsx";
import { useVisit } from "#components/shell/use-stay-if-cut.ts";
import type { RoomActions } from "#components/sidebar/room-actions.ts";
import { Sidebar } from "#components/sidebar/sidebar.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { ToastProvider } from "#components/ui/toast.tsx";

type Props = { actions: RoomActions; children: ReactNode };

/** Rooms beside what is open; on a phone one of them at a time. The window never scrolls, its panes do. */
export function ChatShell({ actions, children }: Props) {
  const me = useMe();
  const { rooms } = useRooms();
  const isList = usePathname() === "/rooms";
  useVisit();
  const mentions = rooms.reduce((sum, room) => sum + room.mentions, 0);
  return (
    <ToastProvider>
      {/* A first page is painted with all that stands before the toasts, not in pieces that push each other about. */}
      <link rel="expect" href="#toasts" blocking="render" />
      <SkipLink />
      <div className="flex h-dvh flex-col overflow-hidden">
        <ConnectionBanner />
        <div className="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)] desk:grid-cols-[var(--sidebar)_minmax(0,1fr)]">
          <RoomsComing>
            <Sidebar actions={actions} />
            <div
              id="main"
              tabIndex={-1}
              className={classNames("flex min-h-0 min-w-0 focus:outline-none", isList && "max-desk:hidden")}
            >
              {children}
            </div>
          </RoomsComing>
        </div>
        <TabBar role={me.user.role} mentions={mentions} />
      </div>
    </ToastProvider>
  );
}
