"use client";

import { forgetWritten } from "#components/live/device-storage.ts";
import { useLiveIfAny } from "#components/live/live-provider.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/http/events.ts";

/** Leaves by a whole new page, so that nothing of mine stays in this one's memory, nor drafts on this device. */
export function useSignOut(signOut: (input: unknown) => Promise<ActionResult<unknown>>, door = "/signin") {
  const live = useLiveIfAny();
  return useAction(signOut, () => {
    live?.closeStream();
    forgetWritten();
    location.assign(door);
  });
}
