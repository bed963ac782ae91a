import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

type Props = { isOn: boolean; onClick: () => void; children: ReactNode };

/** A filter that is on or off. */
export function Chip({ isOn, onClick, children }: Props) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={classNames(
        "inline-flex h-6 items-center gap-1 rounded-full border px-2 text-xs whitespace-nowrap max-desk:h-9 max-desk:px-3",
        isOn ? "border-transparent bg-accent-soft text-accent-soft-ink" : "bg-surface text-ink hover:bg-hover",
      )}
    >
      {children}
    </button>
  );
}
