import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** A bar in the place of what comes; classes give it its width, or another shape. */
export function Skeleton({ className }: { className?: string }) {
  return <span className={classNames("skeleton", className)} />;
}

/** Holds skeletons and says what they stand for. Nothing shows in the first 150 ms, so that quick answers do not flicker. */
export function Loading({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div role="status" className={classNames("animate-late", className)}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
