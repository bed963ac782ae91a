"use client";

import { useDeferredValue } from "react";
import { useAlive } from "#components/room/message-time.tsx";

/** False at first where the browser draws something, and true in the drawing right after. What the server draws is whole. */
export function useSecondDrawing(): boolean {
  const isAlive = useAlive();
  return useDeferredValue(true, !isAlive);
}
