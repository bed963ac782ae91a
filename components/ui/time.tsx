"use client";

import { useSyncExternalStore } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { clockTime, fullTime, shortTime, sinceTime } from "#components/ui/time-words.ts";

const minute = 60_000;
const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, minute);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    now = 0;
  };
}

function readNow(): number {
  if (now === 0) now = Date.now();
  return now;
}

/** The present, to the minute; null until the page has come alive, for a server knows nobody's time zone. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, readNow, () => null);
}

const words = { clock: clockTime, short: shortTime, since: sinceTime, full: fullTime };

type Props = { value: string; style?: keyof typeof words; className?: string };

/** A moment in the reader's own zone. Until that is known, its place is kept and nothing shows. */
export function Time({ value, style = "short", className }: Props) {
  const present = useNow();
  const date = new Date(value);
  if (present === null) {
    return (
      <time dateTime={value} className={classNames("invisible", className)}>
        00:00
      </time>
    );
  }
  return (
    <time dateTime={value} title={fullTime(date)} className={className}>
      {words[style](date, present)}
    </time>
  );
}
