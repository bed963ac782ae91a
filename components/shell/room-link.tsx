"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import { RoomComing } from "#components/shell/room-coming.tsx";
import { useStayIfCut } from "#components/shell/use-stay-if-cut.ts";

type Props = Omit<ComponentProps<typeof Link>, "href" | "prefetch" | "onNavigate"> & {
  href: string;
  /** The room that it leads to, and how that is called while it comes. */
  room: { id: string; title: string };
  isCase?: boolean;
};

/** The way to a room, or to a place in it. */
export function RoomLink({ href, room, isCase, children, ...props }: Props) {
  const { store } = useLive();
  const stayIfCut = useStayIfCut();
  const stayUnlessHere = (event: { preventDefault: () => void }) => {
    const isHere = store.open.get(room.id) && !href.includes("?");
    if (!isHere && stayIfCut(room.title, href)) event.preventDefault();
  };
  return (
    <Link href={href} prefetch={false} onNavigate={stayUnlessHere} {...props}>
      <RoomComing roomId={room.id} title={room.title} isCase={isCase} />
      {children}
    </Link>
  );
}
