"use client";

import { type FocusEvent, type KeyboardEvent, useCallback, useState } from "react";

/** One tab stop for the whole list: Tab enters it at one row, the arrows walk, Escape steps out. */
export function useWalk(lastKey: string | undefined, onLeave: () => void) {
  const [focused, setFocused] = useState<string | null>(null);

  const onFocus = useCallback((event: FocusEvent) => {
    const row = event.target.closest<HTMLElement>("[data-key]");
    if (row?.dataset.key) setFocused(row.dataset.key);
  }, []);

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const row = event.target as HTMLElement;
      if (!row.matches("[data-message]") || event.altKey || event.ctrlKey || event.metaKey) return;
      const rows = () => [...event.currentTarget.querySelectorAll<HTMLElement>("[data-message]")];
      const goTo = (next: (all: HTMLElement[]) => HTMLElement | undefined) => {
        event.preventDefault();
        const target = next(rows());
        target?.focus({ preventScroll: true });
        target?.scrollIntoView({ block: "nearest" });
      };
      if (event.key === "ArrowDown") goTo((all) => all[all.indexOf(row) + 1]);
      if (event.key === "ArrowUp") goTo((all) => all[all.indexOf(row) - 1]);
      if (event.key === "Home") goTo((all) => all[0]);
      if (event.key === "End") goTo((all) => all.at(-1));
      if (event.key === "Escape") onLeave();
    },
    [onLeave],
  );

  return { activeKey: focused ?? lastKey, forget: () => setFocused(null), walkProps: { onFocus, onKeyDown } };
}
