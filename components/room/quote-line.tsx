"use client";

import { Reply } from "lucide-react";
import { useThread } from "#components/room/thread-context.ts";
import type { QuoteView } from "#lib/messages/events.ts";

/** What a message answers, in one line that leads there. */
export function QuoteLine({ quote, isReachable }: { quote: QuoteView; isReachable: boolean }) {
  const { actions } = useThread();
  return (
    <button
      type="button"
      tabIndex={isReachable ? 0 : -1}
      onClick={() => actions.jumpTo(quote)}
      className="my-0.5 flex max-w-[min(100%,var(--measure))] min-w-0 items-center gap-1.5 pl-2.5 text-left text-sm text-ink-muted shadow-[inset_2px_0_0_var(--line-strong)] hover:text-ink max-desk:min-h-6"
    >
      <span className="sr-only">In reply to </span>
      <Reply />
      <bdi className="max-w-1/2 flex-none truncate font-medium text-ink">{quote.sender?.name ?? "Somebody"}</bdi>
      <span dir="auto" className="truncate">
        {quoteWords(quote)}
      </span>
    </button>
  );
}

export function quoteWords(quote: QuoteView): string {
  if (quote.isDeleted) return "Message deleted";
  return quote.content?.replace(/\s+/g, " ") ?? "This message can’t be opened";
}
