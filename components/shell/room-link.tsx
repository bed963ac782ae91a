"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import { isCut } from "#components/live/use-connection.ts";
import { RoomComing } from "#components/shell/room-coming.tsx";
import { useToast } from "#components/ui/toast.tsx";

type Props = Omit<ComponentProps<typeof Link>, "href" | "prefetch" | "onNavigate"> & {
  href: string;
  /** The room that it leads to, and how that is called while it comes. */
  room: { id: string; title: string };
  isCase?: boolean;
};

/** The way to a room, or to a place in it. */
export function RoomLink({ href, room, isCase, children, ...props }: Props) {
  const { store } = useLive();
  const say = useToast();
  /** Where the server cannot be asked, Next would leave the app for the browser's own page of failure. */
  const stayIfCut = (event: { preventDefault: () => void }) => {
    const isHere = store.open.get(room.id) && !href.includes("?");
    if (isHere || !isCut(store.getConnection())) return;
    event.preventDefault();
    say(`${room.title} can be opened once you are connected again.`);
  };
  return (
    <Link href={href} prefetch={false} onNavigate={stayIfCut} {...props}>
      <RoomComing title={room.title} isCase={isCase} />
      {children}
    </Link>
  );
}
