"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { useLive } from "#components/live/live-provider.tsx";

/** How many seconds nothing can be sent in a room, counting down; 0 when one may. */
export function useHold(roomId: string): number {
  const { outbox } = useLive();
  const until = useSyncExternalStore(
    outbox.subscribe,
    () => outbox.heldUntil(roomId),
    () => 0,
  );
  const [now, setNow] = useState(0);

  useEffect(() => {
    if (until <= Date.now()) return;
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);

  return now === 0 ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
}
