"use client";

import { CircleAlert, Search, SearchX } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { RefusedError, sentenceFor } from "#components/live/request.ts";
import type { Asked } from "#components/search/asked.ts";
import { leaveSearch, returnTo } from "#components/search/last-search.ts";
import { SearchHit } from "#components/search/search-hit.tsx";
import type { useResults } from "#components/search/use-results.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Loading, Skeleton } from "#components/ui/skeleton.tsx";
import { useArrowKeys } from "#components/ui/use-arrow-keys.ts";

type Props = {
  path: string;
  asked: Asked;
  results: ReturnType<typeof useResults>;
  onChange: (change: Partial<Asked>) => void;
};

export function SearchResults({ path, asked, results, onChange }: Props) {
  const { hits, hasMore, error, isAsked, isLoading, isLoadingMore, loadMore, retry } = results;
  if (!isAsked) return <NothingAsked />;
  if (error && !isLoading) return <Failed error={error} retry={retry} />;
  if (isLoading && hits.length === 0) return <HitsLoading />;
  if (hits.length === 0) return <NothingFound asked={asked} hasMore={hasMore} onMore={loadMore} onChange={onChange} />;
  const rooms = new Set(hits.map(({ room }) => room.id)).size;
  return (
    <>
      <div className="flex-none border-t px-4 py-2 text-xs leading-4 text-ink-muted">
        <div className="flex max-w-180 items-baseline justify-between gap-4">
          <span role="status">
            <b className="font-medium text-ink tabular-nums">
              {hits.length}
              {hasMore && "+"}
            </b>{" "}
            {hits.length === 1 ? "message" : "messages"} in {rooms} {rooms === 1 ? "room" : "rooms"}
          </span>
          <span>Newest first</span>
        </div>
      </div>
      <HitList path={path} hits={hits}>
        {hasMore && (
          <div className="border-t px-4 py-3">
            <Button kind="quiet" pending={isLoadingMore} onClick={loadMore}>
              {isLoadingMore ? "Looking further back" : "Show older ones"}
            </Button>
          </div>
        )}
      </HitList>
    </>
  );
}

function HitList({ path, hits, children }: { path: string; hits: Props["results"]["hits"]; children: ReactNode }) {
  const list = useRef<HTMLOListElement>(null);
  const { listProps, tabIndexOf } = useArrowKeys(
    hits.map(({ message }) => message.id),
    null,
  );

  /** Back from a hit, it is where one goes on. */
  useEffect(() => {
    const hitId = returnTo(path);
    const row = hitId && list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(hitId)}"]`);
    if (!row) return;
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  }, [path]);

  return (
    <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
      <ol ref={list} aria-label="Results" {...listProps}>
        {hits.map((hit) => (
          <li key={hit.message.id}>
            <SearchHit
              hit={hit}
              tabIndex={tabIndexOf(hit.message.id)}
              onOpen={() => leaveSearch(path, hit.message.id)}
            />
          </li>
        ))}
      </ol>
      {children}
    </div>
  );
}

function NothingAsked() {
  return (
    <EmptyState icon={<Search />} title="Find what was said">
      Words in any form and the beginnings of words, numbers, versions and addresses, in all rooms that you can read.
      Put a “phrase in quotes” to find it word for word.
    </EmptyState>
  );
}

type NoneProps = Pick<Props, "asked" | "onChange"> & { hasMore: boolean; onMore: () => void };

function NothingFound({ asked, hasMore, onMore, onChange }: NoneProps) {
  const none = { roomId: "", from: "", after: "", before: "", has: "" } as const;
  const isNarrowed = Object.keys(none).some((key) => asked[key as keyof typeof none] !== "");
  return (
    <EmptyState
      icon={<SearchX />}
      title={asked.q ? `Nothing says “${asked.q}”` : "Nothing found"}
      actions={
        <>
          {hasMore && <Button onClick={onMore}>Look further back</Button>}
          {isNarrowed && asked.q && <Button onClick={() => onChange(none)}>Remove the filters</Button>}
        </>
      }
    >
      {isNarrowed ? "Not with these filters." : "Try fewer words, or the beginning of one."} What was sent a moment ago
      can be found about a second later.
    </EmptyState>
  );
}

function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const isOff = error instanceof RefusedError && error.status === 403;
  return (
    <EmptyState
      icon={isOff ? <SearchX /> : <CircleAlert />}
      title={isOff ? "There is no search here" : "The search did not get through"}
      actions={!isOff && <Button onClick={retry}>Try again</Button>}
    >
      {sentenceFor(error)}
    </EmptyState>
  );
}

function HitsLoading() {
  return (
    <Loading label="Searching" className="border-t">
      {["w-4/5", "w-3/5", "w-5/6", "w-2/3"].map((width) => (
        <div key={width} className="grid max-w-180 gap-2 border-b px-4 py-3.5">
          <Skeleton className="w-2/5" />
          <Skeleton className={width} />
        </div>
      ))}
    </Loading>
  );
}
