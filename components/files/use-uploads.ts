"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { Upload } from "#components/files/uploads.ts";
import { draftOf } from "#components/live/drafts.ts";
import { useLive } from "#components/live/live-provider.tsx";
import type { FileView } from "#lib/messages/events.ts";

const nothing: readonly Upload[] = [];

export type Attachments = {
  uploads: readonly Upload[];
  /** Whether any of them is still on its way. */
  isUploading: boolean;
  hasReady: boolean;
  add: (files: readonly File[]) => void;
  remove: (key: string) => void;
  retry: (key: string) => void;
  take: () => FileView[];
};

/** The files beside what is being written in a room. */
export function useUploads(roomId: string, audience?: "staff"): Attachments {
  const { uploads: store } = useLive();
  const draft = draftOf(roomId, audience);
  const uploads = useSyncExternalStore(
    store.subscribe,
    () => store.of(draft),
    () => nothing,
  );
  const add = useCallback((files: readonly File[]) => store.add(draft, roomId, files), [store, draft, roomId]);
  return useMemo(
    () => ({
      uploads,
      isUploading: uploads.some(({ state }) => state === "waiting" || state === "sending"),
      hasReady: uploads.some(({ state }) => state === "ready"),
      add,
      remove: (key) => store.remove(draft, key),
      retry: (key) => store.retry(draft, key),
      take: () => store.take(draft),
    }),
    [uploads, add, store, draft],
  );
}
