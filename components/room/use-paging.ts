"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import { belowWindow } from "#components/room/use-scroll-anchor.ts";

type Side = "before" | "after";
type Window = { roomId: string; hasBefore: boolean; hasAfter: boolean };

/** Loads more history when less than a window of it is left on a side. After a failure it waits to be asked. */
export function usePaging(scroller: RefObject<HTMLElement | null>, { roomId, hasBefore, hasAfter }: Window) {
  const { store } = useLive();
  const loading = useRef(new Set<Side>());
  const [failed, setFailed] = useState<Side | null>(null);
  const [, setLoads] = useState(0);

  const load = useCallback(
    async (side: Side) => {
      if (loading.current.has(side)) return;
      loading.current.add(side);
      try {
        await (side === "before" ? store.open.loadOlder(roomId) : store.open.loadNewer(roomId));
        setFailed(null);
      } catch {
        setFailed(side);
      } finally {
        loading.current.delete(side);
        setLoads((loads) => loads + 1); // draws again, and so looks whether that was enough
      }
    },
    [store, roomId],
  );

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box || failed) return;
    if (hasBefore && box.scrollTop < box.clientHeight) void load("before");
    if (hasAfter && belowWindow(box) < box.clientHeight) void load("after");
  }, [scroller, failed, hasBefore, hasAfter, load]);

  useEffect(look);

  return { look, failed, retry: () => failed && void load(failed) };
}
