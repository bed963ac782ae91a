"use client";

import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { useLive } from "#components/live/live-provider.tsx";

function subscribe(listener: () => void): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  window.addEventListener("focus", listener, { signal });
  window.addEventListener("blur", listener, { signal });
  document.addEventListener("visibilitychange", listener, { signal });
  return () => stopping.abort();
}

const isLookedAt = () => document.visibilityState === "visible" && document.hasFocus();

/**
 * Marks the room as read while its end is in sight and the window has the focus. Once something was made unread here,
 * it stays so until the room is entered again.
 */
export function useReading(roomId: string, isAtEnd: boolean): void {
  const { store, readMarks } = useLive();
  const isLooking = useSyncExternalStore(subscribe, isLookedAt, () => false);
  const unread = useSyncExternalStore(
    store.subscribe,
    useCallback(() => store.open.get(roomId)?.me?.unread ?? 0, [store, roomId]),
    () => 0,
  );
  const isHeld = useRef(false);
  const isReading = isLooking && isAtEnd;

  useEffect(() => {
    return readMarks.onUnread(roomId, () => {
      isHeld.current = true;
    });
  }, [readMarks, roomId]);

  useEffect(() => {
    if (isReading && unread > 0 && !isHeld.current) readMarks.readAll(roomId);
  }, [isReading, unread, readMarks, roomId]);
}
