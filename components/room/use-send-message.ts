"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import type { OutboxEntry } from "#components/live/outbox.ts";
import { type FileView, parseComposed, type QuoteView } from "#lib/messages/events.ts";

const nothing: readonly OutboxEntry[] = [];

/** What is on its way in a room, in the order of writing. */
export function usePending(roomId: string): readonly OutboxEntry[] {
  const { outbox } = useLive();
  return useSyncExternalStore(
    outbox.subscribe,
    () => outbox.inRoom(roomId),
    () => nothing,
  );
}

type Send = (text: string, replyTo: QuoteView | null, files: FileView[]) => void;

/** Sends a text, with the files that go with it: it is on the screen at once, and leaves in its turn. */
export function useSendMessage(roomId: string, audience?: "staff"): Send {
  const { outbox } = useLive();
  return useCallback(
    (text, replyTo, files) => {
      const content = text.trim();
      const carried = { type: files.every(({ width }) => width) ? "image" : "file", content, files } as const;
      const said = files.length > 0 ? carried : parseComposed(content);
      outbox.add({ roomId, replyTo, ...said, ...(audience && { audience }) });
    },
    [outbox, roomId, audience],
  );
}
