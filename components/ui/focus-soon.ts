"use client";

/** Focuses after menus and dialogs have given the focus back to where they were opened from. */
export function focusSoon(focus: () => void): void {
  setTimeout(focus, 50);
}
