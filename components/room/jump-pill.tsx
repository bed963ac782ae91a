"use client";

import { ArrowDown } from "lucide-react";
import { type RefObject, useCallback, useEffect, useState } from "react";
import { countsAsNew } from "#components/room/message-items.ts";
import { useThread } from "#components/room/thread-context.ts";
import { belowWindow } from "#components/room/use-scroll-anchor.ts";
import type { MessageView } from "#lib/messages/events.ts";

type Props = {
  messages: MessageView[];
  /** The room's newest change, loaded here or not. */
  lastSeq: number;
  isAtEnd: boolean;
  hasAfter: boolean;
  scroller: RefObject<HTMLElement | null>;
  onJump: () => void;
};

/** The way back to the end, with how much came there since one looked at it. */
export function JumpPill({ messages, lastSeq, isAtEnd, hasAfter, scroller, onJump }: Props) {
  const { ownId } = useThread();
  const [seen, setSeen] = useState(lastSeq);
  const [isFar, setFar] = useState(false);

  useEffect(() => {
    if (isAtEnd) setSeen(lastSeq);
  }, [isAtEnd, lastSeq]);

  const measure = useCallback(() => {
    if (scroller.current) setFar(belowWindow(scroller.current) > scroller.current.clientHeight);
  }, [scroller]);

  useEffect(measure); // the list grows below without being scrolled

  useEffect(() => {
    const box = scroller.current;
    box?.addEventListener("scroll", measure, { passive: true });
    return () => box?.removeEventListener("scroll", measure);
  }, [scroller, measure]);

  if (isAtEnd) return null;
  let count = 0;
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at];
    if (!message || message.seq <= seen) break;
    if (countsAsNew(message, ownId)) count++;
  }
  const hasNew = count > 0 && !hasAfter;
  if (!hasNew && !hasAfter && !isFar) return null;
  return (
    <button
      type="button"
      onClick={onJump}
      onWheel={({ deltaY }) => scroller.current?.scrollBy(0, deltaY)}
      className="absolute right-(--gutter) bottom-2 z-30 inline-flex h-7 items-center gap-1.5 rounded-full bg-accent pr-3 pl-2.5 text-sm font-medium text-accent-ink shadow-2 hover:bg-accent-strong max-desk:h-9"
    >
      <ArrowDown />
      <span className="tabular-nums">{hasNew ? `${count} new below` : "Jump to newest"}</span>
    </button>
  );
}
