"use client";

let last: HTMLElement | null = null;

if (typeof document !== "undefined") {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && !target.closest("[role=dialog], [role=menu]")) last = target;
  });
}

/** Brings the focus back to where it was on the page, outside of menus and dialogs. */
export function returnFocus(): void {
  if (last?.isConnected) last.focus();
}
