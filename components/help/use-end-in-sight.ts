"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/**
 * Whether the end of a page that scrolls as a whole is in sight. While it is, it stays so when `last` changes; at first
 * the page is scrolled to it.
 */
export function useEndInSight(last: string): [RefObject<HTMLDivElement | null>, boolean] {
  const end = useRef<HTMLDivElement>(null);
  const [isInSight, setInSight] = useState(true);
  const follows = useRef(true);

  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      follows.current = entry?.isIntersecting ?? false;
      setInSight(follows.current);
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another last word is what there is to follow
  useLayoutEffect(() => {
    if (follows.current) end.current?.scrollIntoView({ block: "end" });
  }, [last]);

  return [end, isInSight];
}
