"use client";

import { useMemo, useRef } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import { request, sentenceFor } from "#components/live/request.ts";
import type { ThreadActions } from "#components/room/thread-context.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { MessageView, QuoteView } from "#lib/messages/events.ts";

/** What only the screen itself can do. */
export type ThreadDoings = {
  reply: (message: MessageView) => void;
  edit: (message: MessageView | null) => void;
  open: (dialog: "delete" | "revisions" | "sheet", message: MessageView) => void;
  jumpTo: (quote: QuoteView) => Promise<void>;
};

/** The actions of a room's messages; the same object for as long as the room is open. */
export function useThreadActions(roomId: string, doings: ThreadDoings): ThreadActions {
  const { store, outbox, readMarks } = useLive();
  const toast = useToast();
  const latest = useRef(doings);
  latest.current = doings;

  return useMemo(() => {
    const orSay = (doing: Promise<unknown>) => void doing.catch((error) => toast(sentenceFor(error)));
    return {
      react(message, reaction) {
        const isMine = message.reactions.some(
          (known) => known.reaction === reaction && known.userIds.includes(store.me.user.id),
        );
        const path = `/api/rooms/${roomId}/messages/${message.id}/reactions/${encodeURIComponent(reaction)}`;
        orSay(request(isMine ? "DELETE" : "PUT", path));
      },
      reply: (message) => latest.current.reply(message),
      edit: (message) => latest.current.edit(message),
      remove: (message) => latest.current.open("delete", message),
      showRevisions: (message) => latest.current.open("revisions", message),
      showSheet: (message) => latest.current.open("sheet", message),
      jumpTo: (quote) => orSay(latest.current.jumpTo(quote)),
      unreadFrom(message) {
        orSay(readMarks.unreadFrom(roomId, message.seq).then(() => toast("Unread from here on")));
      },
      copy(message) {
        const copying = navigator.clipboard?.writeText(message.content ?? "") ?? Promise.reject();
        copying.then(
          () => toast("Text copied"),
          () => toast("This browser did not let the text be copied"),
        );
      },
      retry: (clientId) => outbox.retry(roomId, clientId),
      discard: (clientId) => outbox.remove(roomId, clientId),
    };
  }, [store, outbox, readMarks, toast, roomId]);
}
