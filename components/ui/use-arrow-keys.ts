"use client";

import { type FocusEvent, type KeyboardEvent, useState } from "react";

const steps: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Makes one tab stop of a list: Tab enters it once, arrows walk inside. Rows carry `data-row` with their key;
 * `tabIndexOf` says which of them the Tab key reaches.
 */
export function useArrowKeys(keys: string[], preferred: string | null) {
  const [focused, setFocused] = useState<string | null>(null);
  const stop = [focused, preferred].find((key) => key !== null && keys.includes(key)) ?? keys[0];

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
    const at = rows.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    event.preventDefault();
    rows[step(at, rows.length - 1)]?.focus();
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => setFocused(event.target.dataset.row ?? null);

  const tabIndexOf = (key: string) => (key === stop ? 0 : -1);

  return { listProps: { onKeyDown, onFocus }, tabIndexOf };
}
