"use client";

import { useSyncExternalStore } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import type { Me } from "#lib/people/events.ts";

export function useMe(): Me {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.getMe, store.getMe);
}
