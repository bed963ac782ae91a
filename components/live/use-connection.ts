"use client";

import { useSyncExternalStore } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import type { Connection } from "#components/live/live-store.ts";

export function useConnection(): Connection {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.getConnection, store.getConnection);
}
