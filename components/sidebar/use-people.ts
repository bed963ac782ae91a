"use client";

import { useDeferredValue } from "react";
import useSWR from "swr";
import type { PersonView } from "#lib/people/events.ts";

/** The colleagues whose name matches; while the next answer is on its way, the last one stays. */
export function usePeople(query: string) {
  const deferred = useDeferredValue(query.trim());
  const { data, error, isLoading } = useSWR<{ people: PersonView[] }>(`/api/people?q=${encodeURIComponent(deferred)}`, {
    keepPreviousData: true,
  });
  return { people: (data?.people ?? []).filter((person) => person.isActive), error, isLoading };
}
