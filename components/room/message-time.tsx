"use client";

import { useSyncExternalStore } from "react";
import { clockTime, fullTime } from "#components/ui/time-words.ts";

const never = () => () => {};

/** False on the server and at the first drawing: only then may anything depend on the reader's time zone. */
export function useAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/** When a message was written. It never changes, so unlike `Time` it does not follow the clock. */
export function MessageTime({ value, className = "" }: { value: string; className?: string }) {
  const isAlive = useAlive();
  const date = new Date(value);
  return (
    <time
      dateTime={value}
      title={isAlive ? fullTime(date) : undefined}
      className={isAlive ? className : `${className} invisible`}
    >
      {isAlive ? clockTime(date) : "00:00"}
    </time>
  );
}
