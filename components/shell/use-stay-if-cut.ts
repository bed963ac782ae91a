"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect } from "react";
import { useLiveIfAny } from "#components/live/live-provider.tsx";
import { isCut } from "#components/live/use-connection.ts";
import { useToast } from "#components/ui/toast.tsx";

/** Where one has been since the page was loaded: Next keeps the rooms and their list, and need not ask for them again. */
const visited = new Set<string>();
const isKept = (path: string) => path.startsWith("/rooms") && visited.has(path);

/** Notes where one is, once for all the ways that lead back there. */
export function useVisit(): void {
  const here = usePathname();
  useEffect(() => void visited.add(here), [here]);
}

/**
 * Gives what keeps one here, and says why, where the server cannot be asked for a place: Next would leave the app for the
 * browser's own page of failure. It takes how the place is called and its path, and tells whether it did.
 */
export function useStayIfCut(): (place: string, path: string) => boolean {
  const live = useLiveIfAny();
  const say = useToast();
  return useCallback(
    (place, path) => {
      const cut = live ? isCut(live.store.getConnection()) : !navigator.onLine;
      const stays = cut && !isKept(path);
      if (stays) say(`${place} can be opened once you are connected again.`);
      return stays;
    },
    [live, say],
  );
}
