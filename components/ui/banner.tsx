import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

type Props = { icon?: ReactNode; kind?: "warning" | "danger"; action?: ReactNode; children: ReactNode };

/** A strip below a bar that says what is the matter with everything under it. */
export function Banner({ icon, kind = "warning", action, children }: Props) {
  return (
    <div
      role="status"
      className={classNames(
        "flex min-h-9 flex-none items-center gap-2 border-b px-(--gutter) py-1.5 text-sm",
        kind === "warning" ? "bg-warning-soft text-warning" : "bg-danger-soft text-danger",
      )}
    >
      {icon}
      <span className="flex-1 text-ink">{children}</span>
      {action}
    </div>
  );
}
