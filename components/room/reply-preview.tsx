"use client";

import { Reply, X } from "lucide-react";
import { quoteWords } from "#components/room/quote-line.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { QuoteView } from "#lib/messages/events.ts";

/** Above the text: what it will answer. */
export function ReplyPreview({ quote, onCancel }: { quote: QuoteView; onCancel: () => void }) {
  return (
    <div className="flex items-center gap-1.5 border-b py-1 pr-1.25 pl-3.5 text-sm text-ink-muted">
      <Reply />
      <span className="sr-only">Replying to</span>
      <bdi className="max-w-1/2 flex-none truncate font-medium text-ink">{quote.sender?.name ?? "Somebody"}</bdi>
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {quoteWords(quote)}
      </span>
      <IconButton label="Cancel the reply" shortcut="Escape" size="small" onClick={onCancel}>
        <X />
      </IconButton>
    </div>
  );
}
