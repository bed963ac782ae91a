"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { type Asked, askedIn, pathOf } from "#components/search/asked.ts";

/** Typing is followed once it rests. Enter and filters do not wait. */
const restFor = 450;

/** What is asked, kept in the page's address, and the words as they are typed. */
export function useAsked() {
  const asked = askedIn(useSearchParams());
  const [typed, setTyped] = useState(asked.q);
  const words = typed.trim();

  const ask = useCallback(
    (change: Partial<Asked> = {}) => {
      const current = askedIn(new URLSearchParams(window.location.search));
      window.history.replaceState(null, "", pathOf({ ...current, q: words, ...change }));
    },
    [words],
  );

  useEffect(() => {
    if (words === asked.q) return;
    const timer = setTimeout(ask, restFor);
    return () => clearTimeout(timer);
  }, [words, asked.q, ask]);

  return { asked, typed, setTyped, ask };
}
