import type { ReactNode } from "react";

type Props = {
  icon?: ReactNode;
  title: string;
  /** The level of its heading on the page where it stands. */
  level?: 1 | 2 | 3;
  actions?: ReactNode;
  children: ReactNode;
};

/** What a place shows while it has nothing to show: why, and what to do next. */
export function EmptyState({ icon, title, level = 2, actions, children }: Props) {
  const Heading = `h${level}` as const;
  return (
    <div className="m-auto max-w-85 p-6 text-center text-row text-ink-muted [&>.lucide]:mx-auto [&>.lucide]:mb-3 [&>.lucide]:size-6 [&>.lucide]:stroke-[1.5]">
      {icon}
      <Heading className="mb-1 text-body text-ink">{title}</Heading>
      <p>{children}</p>
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
