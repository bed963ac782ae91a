"use client";

import { useEffect, useRef, useState } from "react";
import type { MessageView } from "#lib/messages/events.ts";
import { quoteOf } from "#lib/messages/events.ts";

const gatherFor = 800;

type Props = { messages: MessageView[]; hasAfter: boolean; ownId: string };

/** Reads out what others write while the room is open, not the history. Several at once are gathered into one sentence. */
export function Announcer({ messages, hasAfter, ownId }: Props) {
  const [words, setWords] = useState("");
  const spoken = useRef(messages.at(-1)?.seq ?? 0);
  const newest = messages.at(-1)?.seq ?? 0;
  const latest = useRef(messages);
  latest.current = messages;
  const wasInPast = useRef(hasAfter);

  useEffect(() => {
    if (hasAfter || wasInPast.current) spoken.current = newest;
    wasInPast.current = hasAfter;
    if (newest <= spoken.current) return;
    const timer = setTimeout(() => {
      const heard = latest.current.filter((message) => message.seq > spoken.current && message.sender?.id !== ownId);
      spoken.current = latest.current.at(-1)?.seq ?? spoken.current;
      const [only] = heard;
      if (!only) return;
      setWords(heard.length > 1 ? `${heard.length} new messages` : spokenWords(only));
    }, gatherFor);
    return () => clearTimeout(timer);
  }, [newest, hasAfter, ownId]);

  return (
    <div role="status" aria-live="polite" className="sr-only">
      {words}
    </div>
  );
}

function spokenWords(message: MessageView): string {
  const text = quoteOf(message) ?? "";
  return message.sender ? `${message.sender.name}: ${text}` : text;
}
