"use client";

import { useEffect } from "react";

/** Names the browser's tab after what is on the screen now: the page's own title is that of the time when it was asked for. */
export function useTabTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
}
