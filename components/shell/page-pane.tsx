import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

type Props = { title: string; lede?: ReactNode; action?: ReactNode; narrow?: boolean; children: ReactNode };

/** A page of text and tables in the big pane: it scrolls by itself, below a title. */
export function PagePane({ title, lede, action, narrow = false, children }: Props) {
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto overscroll-contain text-row">
      <div
        className={classNames(
          "px-8 pt-6 pb-12 max-wide:px-6 max-desk:px-4 max-desk:pt-4",
          narrow ? "max-w-180" : "max-w-300",
        )}
      >
        <div className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1">
            <h1 className="text-xl max-desk:text-[22px]">{title}</h1>
            {lede && <p className="text-sm text-ink-muted">{lede}</p>}
          </div>
          {action}
        </div>
        {children}
      </div>
    </main>
  );
}

/** One part of such a page. */
export function PageSection({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-t py-5">
      <h2 className="text-body">{title}</h2>
      {hint && <p className="mb-3 text-sm text-ink-muted">{hint}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}
