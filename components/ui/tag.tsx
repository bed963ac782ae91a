import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

const kinds = {
  plain: "bg-press text-ink",
  accent: "bg-accent-soft text-accent-soft-ink",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
};

export function Tag({ kind = "plain", children }: { kind?: keyof typeof kinds; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-block rounded-sm px-1.5 text-2xs leading-4.5 font-medium whitespace-nowrap",
        kinds[kind],
      )}
    >
      {children}
    </span>
  );
}
