"use client";

import { useSyncExternalStore } from "react";
import { deviceStorage } from "#components/live/device-storage.ts";

const key = "parley:details";
const listeners = new Set<() => void>();
/** From here on there is room for the details beside the thread. */
export const wide = "(min-width: 1200px)";
let openedHere = false;

function subscribe(listener: () => void): () => void {
  const list = matchMedia(wide);
  list.addEventListener("change", listener);
  listeners.add(listener);
  return () => {
    list.removeEventListener("change", listener);
    listeners.delete(listener);
  };
}

const isShown = () => (matchMedia(wide).matches ? deviceStorage.read(key) !== "closed" : openedHere);

/**
 * Whether the details stand beside the thread: on a wide window unless somebody closed them, and remembered; on a narrower
 * one they are a drawer that lasts as long as it is needed. Null before the page is alive, when the width alone decides.
 */
export function useDetailsPane() {
  const isOpen = useSyncExternalStore(subscribe, isShown, () => null);
  const setOpen = (open: boolean) => {
    openedHere = open;
    if (matchMedia(wide).matches) deviceStorage.write(key, open ? null : "closed");
    for (const listener of listeners) listener();
  };
  return { isOpen, setOpen };
}
