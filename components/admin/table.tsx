import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** A table of hairlines; wide ones scroll by themselves. */
export function Table({ caption, head, children }: { caption: string; head: ReactNode; children: ReactNode }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

type CellProps = { className?: string; children?: ReactNode };

export function HeadCell({ className, children }: CellProps) {
  return (
    <th
      scope="col"
      className={classNames(
        "h-8 border-b pr-3 text-left text-xs font-medium whitespace-nowrap text-ink-muted",
        className,
      )}
    >
      {children}
    </th>
  );
}

export function Cell({ className, children }: CellProps) {
  return <td className={classNames("h-10 border-b pr-3 max-desk:h-14", className)}>{children}</td>;
}
