"use client";

import { useEffect } from "react";
import useSWRInfinite from "swr/infinite";
import { type Asked, requestOf } from "#components/search/asked.ts";
import type { SearchPage } from "#lib/search/events.ts";

/** Pages that turn out to be empty are followed by this many more before one has to ask for them. */
const pagesAtOnce = 5;

/** The hits for what is asked, page by page. While another answer is on its way, the last one stays. */
export function useResults(asked: Asked) {
  const first = requestOf(asked);
  const keyOf = (index: number, previous: SearchPage | null) => {
    if (index === 0) return first;
    return previous?.nextCursor ? `${first}&cursor=${previous.nextCursor}` : null;
  };
  const { data, error, isLoading, isValidating, size, setSize, mutate } = useSWRInfinite<SearchPage>(keyOf, {
    revalidateFirstPage: false,
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
    shouldRetryOnError: false,
    keepPreviousData: true,
  });
  const pages = first === null ? [] : (data ?? []);
  const hits = pages.flatMap((page) => page.hits);
  const hasMore = Boolean(pages.at(-1)?.nextCursor);
  const wantsMore = hasMore && hits.length === 0 && !isValidating && size < pagesAtOnce;

  useEffect(() => {
    if (wantsMore) void setSize((pagesNow) => pagesNow + 1);
  }, [wantsMore, setSize]);

  return {
    hits,
    hasMore,
    error,
    isAsked: first !== null,
    isLoading: isLoading || wantsMore || (hits.length === 0 && isValidating),
    isLoadingMore: isValidating && size > pages.length,
    loadMore: () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}
