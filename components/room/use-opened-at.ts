"use client";

import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import type { ListHandle } from "#components/room/message-list.tsx";

/** The message that the page's address names: `?at=` and its number in the room. */
export function useAt(): number | null {
  const at = Number(useSearchParams().get("at"));
  return Number.isSafeInteger(at) && at > 0 ? at : null;
}

/** Shows the message that the page's address names, once when the room is entered by it. */
export function useOpenedAt(roomId: string, list: RefObject<ListHandle | null>): void {
  const { store } = useLive();
  const at = useAt();
  useEffect(() => {
    if (at === null) return;
    const find = () => store.open.get(roomId)?.messages.find(({ seq }) => seq === at);
    const show = async () => {
      if (!find()) await store.open.loadWindow(roomId, at);
      const message = find();
      if (message) await list.current?.showMessage(message.id, message.seq);
    };
    show().catch(() => {}); // away from the server the room stays as it is
  }, [at, roomId, store, list]);
}
