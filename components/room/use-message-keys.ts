"use client";

import type { KeyboardEvent } from "react";
import { mayDelete, mayEdit, useThread } from "#components/room/thread-context.ts";
import type { MessageView } from "#lib/messages/events.ts";

/** The keys of a message while it has the focus itself. Enter opens its toolbar, Escape steps out of it. */
export function useMessageKeys(message: MessageView): (event: KeyboardEvent<HTMLElement>) => void {
  const thread = useThread();
  const { rights, actions } = thread;
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const row = event.currentTarget;
    if (event.target !== row) {
      if (event.key === "Escape") row.focus();
      if (event.key === "Escape") event.stopPropagation();
      return;
    }
    const openToolbar = () => row.querySelector<HTMLElement>("[role=toolbar] button")?.focus();
    const keys: Record<string, (() => void) | false> = {
      enter: openToolbar,
      r: rights.post && !message.isDeleted && (() => actions.reply(message)),
      c: message.content !== null && (() => actions.copy(message)),
      u: rights.unread && (() => actions.unreadFrom(message)),
      e: mayEdit(message, thread) && (() => actions.edit(message)),
      delete: mayDelete(message, thread) && (() => actions.remove(message)),
      backspace: mayDelete(message, thread) && (() => actions.remove(message)),
    };
    const run = keys[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    run();
  };
}
