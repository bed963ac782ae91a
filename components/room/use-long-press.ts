"use client";

import { type MouseEvent, type PointerEvent, useRef } from "react";

const longEnough = 400;
const stillWithin = 10;

/** A finger that rests on something. Moving it, as for scrolling, is something else. */
export function useLongPress(onLongPress: () => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);

  const end = () => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };

  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== "touch") return;
      end();
      const timer = setTimeout(() => {
        swallowRelease();
        onLongPress();
      }, longEnough);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      const from = press.current;
      if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > stillWithin) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onContextMenu: (event: MouseEvent) => {
      if (press.current) event.preventDefault();
    },
  };
}

/** The finger comes off over what the press has opened; it has not chosen anything there. */
function swallowRelease(): void {
  const swallow = (event: TouchEvent) => event.preventDefault();
  document.addEventListener("touchend", swallow, { capture: true, once: true, passive: false });
}
