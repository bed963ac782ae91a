"use client";

import { use } from "react";
import { ReadersContext, useThread } from "#components/room/thread-context.ts";
import type { MessageView } from "#lib/messages/events.ts";

/** Beyond this the names say less than they cost. */
const membersMost = 12;

/** Who has read as far as one's newest message. The line is there from the start, so that nothing moves when they do. */
export function ReadBy({ message }: { message: MessageView }) {
  const { ownId } = useThread();
  const others = use(ReadersContext).filter(({ userId, isActive }) => userId !== ownId && isActive);
  if (others.length === 0 || others.length >= membersMost) return null;
  const readers = others.filter(({ lastReadSeq = 0 }) => lastReadSeq >= message.seq);
  return (
    <p className="truncate pr-(--gutter) pl-[calc(var(--gutter)+44px)] text-xs text-ink-muted">
      {words(
        readers.map(({ name }) => name),
        others.length,
      )}
    </p>
  );
}

function words(readers: string[], others: number): string {
  if (readers.length === 0) return "Sent";
  if (readers.length < others) return `Read by ${joined.format(readers)}`;
  return others === 1 ? "Read" : "Read by everyone";
}

const joined = new Intl.ListFormat("en-GB");
