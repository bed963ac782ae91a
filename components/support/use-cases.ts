"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import useSWR from "swr";
import { useLive } from "#components/live/live-provider.tsx";
import type { CaseView } from "#lib/support/events.ts";

/** What the list of cases is narrowed down to; empty words leave it open. */
export type QueueFilter = { status: string; assignee: string; q: string };

/** Calls come in bursts: a message, a claim and a line are one change. */
const pause = 200;

function useCaseNews(tell: () => void): void {
  const { store } = useLive();
  const news = useSyncExternalStore(store.subscribe, store.getCaseNews, () => 0);
  const known = useRef(news);
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (known.current === news) return;
    const timer = setTimeout(() => {
      known.current = news;
      latest.current();
    }, pause);
    return () => clearTimeout(timer);
  }, [news]);
}

/** The company's cases as they are now, narrowed down. While other ones are on their way, the last stay. */
export function useQueue(filter: QueueFilter, initial?: CaseView[]) {
  const { data, error, mutate } = useSWR<{ cases: CaseView[] }>(`/api/support/queue?${new URLSearchParams(filter)}`, {
    keepPreviousData: true,
    revalidateOnMount: !initial,
    ...(initial && { fallbackData: { cases: initial } }),
  });
  useCaseNews(() => void mutate());
  return { cases: data?.cases, error };
}

/** One case as it is now. */
export function useCase(roomId: string, initial: CaseView) {
  const { data, mutate } = useSWR<{ case: CaseView }>(`/api/support/cases/${roomId}`, {
    fallbackData: { case: initial },
    revalidateOnMount: false,
  });
  useCaseNews(() => void mutate());
  const show = (next: { case: CaseView }) => mutate(next, { revalidate: false });
  return { found: data?.case ?? initial, show, refresh: () => mutate() };
}
