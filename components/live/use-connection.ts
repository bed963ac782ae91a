"use client";

import { useSyncExternalStore } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import type { Connection } from "#components/live/live-store.ts";

export function useConnection(): Connection {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.getConnection, store.getConnection);
}

/** Whether nothing can be asked of the server now. */
export const isCut = (connection: Connection): connection is "offline" | "reconnecting" =>
  connection === "offline" || connection === "reconnecting";
