"use client";

import { useMemo, useRef, useSyncExternalStore } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import { request } from "#components/live/request.ts";

const tellEvery = 3000;
const nobody: readonly string[] = [];

/** The ids of those who type in a room. */
export function useTyping(roomId: string): readonly string[] {
  const { store } = useLive();
  return useSyncExternalStore(
    store.subscribe,
    () => store.typing.inRoom(roomId),
    () => nobody,
  );
}

/** `typed` is for every stroke; the others hear of it at most every three seconds. `sent` begins anew. */
export function useSendTyping(roomId: string): { typed: () => void; sent: () => void } {
  const lastTold = useRef(0);
  return useMemo(
    () => ({
      typed() {
        const now = Date.now();
        if (now - lastTold.current < tellEvery) return;
        lastTold.current = now;
        request("POST", `/api/rooms/${roomId}/typing`).catch(() => {});
      },
      sent() {
        lastTold.current = 0;
      },
    }),
    [roomId],
  );
}
