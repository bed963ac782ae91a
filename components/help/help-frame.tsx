import type { ReactNode } from "react";
import { Mark } from "#components/ui/brand.tsx";

type Props = {
  company: { name: string };
  person?: string;
  /** The way out, for whoever is known here. */
  leave?: ReactNode;
  side?: ReactNode;
  children: ReactNode;
};

const column = "mx-auto w-full max-w-235 px-8 max-desk:px-4";

/** The page on which customers talk to a company: its name above, their conversations beside the open one. */
export function HelpFrame({ company, person, leave, side, children }: Props) {
  return (
    <div className="min-h-dvh">
      <header className="border-b">
        <div className={`${column} flex h-14 items-center gap-3`}>
          <Mark name={company.name} />
          <span className="max-w-3/5 flex-none truncate font-semibold">{company.name}</span>
          <span className="text-ink-muted max-desk:hidden">Support</span>
          <bdi className="ml-auto min-w-0 truncate text-sm text-ink-muted">{person}</bdi>
          {leave}
        </div>
      </header>
      <div
        className={`${column} grid items-start gap-12 pt-8 pb-12 max-desk:grid-cols-[minmax(0,1fr)] max-desk:gap-6 max-desk:pt-5 ${side ? "grid-cols-[212px_minmax(0,1fr)]" : ""}`}
      >
        {side}
        {children}
      </div>
    </div>
  );
}
