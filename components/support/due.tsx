"use client";

import { CircleAlert, Timer } from "lucide-react";
import { classNames } from "#components/ui/class-names.ts";
import { useNow } from "#components/ui/time.tsx";
import { fullTime, spanWords } from "#components/ui/time-words.ts";

const short = 15 * 60_000;

/** How much time is left to answer, or how late it is. */
export function Due({ value }: { value: string }) {
  const now = useNow();
  if (now === null) return null;
  const left = Date.parse(value) - now;
  const isLate = left < 0;
  return (
    <span
      title={`An answer is promised by ${fullTime(new Date(value))}`}
      className={classNames(
        "inline-flex items-baseline gap-1 whitespace-nowrap tabular-nums [&>.lucide]:size-3 [&>.lucide]:self-center",
        isLate ? "text-danger" : left < short && "text-warning",
      )}
    >
      {isLate ? <CircleAlert /> : <Timer />}
      {spanWords(left)}
      {isLate ? " late" : <span className="sr-only"> left</span>}
    </span>
  );
}
