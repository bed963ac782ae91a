"use client";

import { useCallback, useSyncExternalStore } from "react";
import { draftOf } from "#components/live/drafts.ts";
import { useLive } from "#components/live/live-provider.tsx";

/** What was typed in a room and not sent, kept over reloads; and what it answers. */
export function useDraft(roomId: string, audience?: "staff") {
  const { drafts } = useLive();
  const name = draftOf(roomId, audience);
  const text = useSyncExternalStore(
    drafts.subscribe,
    () => drafts.get(name),
    () => "",
  );
  const replyTo = useSyncExternalStore(
    drafts.subscribe,
    () => drafts.replyIn(name),
    () => null,
  );
  return {
    text,
    replyTo,
    setText: useCallback((next: string) => drafts.set(name, next), [drafts, name]),
    endReply: useCallback(() => drafts.setReply(name, null), [drafts, name]),
  };
}
