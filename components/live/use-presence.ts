"use client";

import { useSyncExternalStore } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import type { PresenceState } from "#lib/presence/events.ts";

/** Whether somebody is here now. */
export function usePresence(userId: string): PresenceState {
  const { store } = useLive();
  return useSyncExternalStore(
    store.subscribe,
    () => store.presence.of(userId),
    () => "offline",
  );
}
