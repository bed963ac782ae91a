"use client";

import { useLayoutEffect, useRef, useState } from "react";
import { useLive } from "#components/live/live-provider.tsx";

/** Loads what was said before the first message shown. Those that are there stay where they are. */
export function useOlder(roomId: string, firstId: string | undefined) {
  const { store } = useLive();
  const [hasFailed, setFailed] = useState(false);
  const below = useRef<number | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another first message is what would move the rest
  useLayoutEffect(() => {
    if (below.current === null) return;
    window.scrollTo({ top: document.documentElement.scrollHeight - below.current, behavior: "instant" });
    below.current = null;
  }, [firstId]);

  const load = async () => {
    below.current = document.documentElement.scrollHeight - window.scrollY;
    try {
      await store.open.loadOlder(roomId);
      setFailed(false);
    } catch {
      below.current = null;
      setFailed(true);
    }
  };

  return { load, hasFailed };
}
