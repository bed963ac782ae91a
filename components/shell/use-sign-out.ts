"use client";

import { forgetWritten } from "#components/live/device-storage.ts";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/http/events.ts";

/** Leaves by a whole new page, so that nothing of mine stays in this one's memory, nor drafts on this device. */
export function useSignOut(signOut: (input: unknown) => Promise<ActionResult<unknown>>, door = "/signin") {
  return useAction(signOut, () => {
    forgetWritten();
    location.assign(door);
  });
}
