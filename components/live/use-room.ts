"use client";

import { useLayoutEffect, useSyncExternalStore } from "react";
import type { OpenRoom } from "#components/live/apply-change.ts";
import { useLive } from "#components/live/live-provider.tsx";

/** A room as it is now, from what the page was rendered with; null once it is gone or no longer mine. */
export function useRoom(roomId: string, initial: OpenRoom): OpenRoom | null {
  const { store } = useLive();
  const known = useSyncExternalStore(
    store.subscribe,
    () => store.open.get(roomId),
    () => undefined,
  );
  const isGone = useSyncExternalStore(
    store.subscribe,
    () => store.isGone(roomId),
    () => false,
  );
  useLayoutEffect(() => {
    if (isGone) return; // until one is a member again
    store.enterRoom(roomId, initial);
    return () => store.open.leave(roomId);
  }, [store, roomId, initial, isGone]);
  return isGone ? null : (known ?? initial);
}
