"use client";

import { useCallback, useSyncExternalStore } from "react";

export const phone = "(max-width: 719px)";

/** Whether a media query holds. False on the server and at the first drawing, which CSS alone decides. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}
