"use client";

import { ListRow } from "#components/room/list-row.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

type Props = { side: "before" | "after"; hasFailed: boolean; onRetry: () => void };

const words = { before: "Older messages", after: "Newer messages" };

/** Where the loaded history ends and there is more. It keeps its place whether it loads or has failed. */
export function PagingEdge({ side, hasFailed, onRetry }: Props) {
  return (
    <ListRow className="grid h-12 grid-cols-[var(--avatar)_minmax(0,1fr)] items-center gap-x-3 px-(--gutter)">
      {hasFailed ? (
        <p role="alert" className="col-start-2 flex items-center gap-2 text-sm text-ink-muted">
          {words[side]} could not be loaded.
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        </p>
      ) : (
        <>
          <Skeleton className="size-8 rounded-[8px]" />
          <Skeleton className="w-1/2" />
          <span className="sr-only">{words[side]} follow as you scroll.</span>
        </>
      )}
    </ListRow>
  );
}
