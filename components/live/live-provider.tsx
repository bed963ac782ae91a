"use client";

import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { SWRConfig } from "swr";
import { LiveSession } from "#components/live/live-session.ts";
import type { RoomsAnswer } from "#components/live/live-store.ts";
import { read } from "#components/live/request.ts";
import type { Me } from "#lib/people/events.ts";

const LiveContext = createContext<LiveSession | null>(null);

/** Null where nothing is kept in step. */
export const useLiveIfAny = (): LiveSession | null => use(LiveContext);

export function useLive(): LiveSession {
  const live = useLiveIfAny();
  if (!live) throw new Error("useLive outside of LiveProvider");
  return live;
}

const settings = { fetcher: read, revalidateOnFocus: false, shouldRetryOnError: false };

type Props = {
  me: Me;
  initialRooms: RoomsAnswer;
  /** The most bytes of one uploaded file. */
  fileMost: number;
  /** Where whoever is signed out goes. */
  door?: string;
  children: ReactNode;
};

/** Keeps everything below in step with the server, from the state that the page was rendered with. */
export function LiveProvider({ me, initialRooms, fileMost, door, children }: Props) {
  const [live] = useState(() => new LiveSession(me, initialRooms, fileMost, door));
  useEffect(() => live.start(), [live]);
  useEffect(() => live.store.setMe(me), [live, me]);
  return (
    <LiveContext value={live}>
      <SWRConfig value={settings}>{children}</SWRConfig>
    </LiveContext>
  );
}
