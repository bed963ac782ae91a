"use client";

import { LifeBuoy } from "lucide-react";
import { usePathname } from "next/navigation";
import { PlaceLink } from "#components/shell/place-link.tsx";

/** The way to the support queue, above one's rooms; on a phone the tab bar leads there. */
export function SupportLink() {
  return (
    <PlaceLink
      place="Support"
      href="/support"
      prefetch={false}
      aria-current={usePathname() === "/support" ? "page" : undefined}
      className="mt-1 grid min-h-(--row) grid-cols-[20px_minmax(0,1fr)] items-center gap-x-2 rounded-md pr-2 pl-2.5 text-row text-ink-muted no-underline hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft aria-[current]:text-accent-soft-ink max-desk:hidden [&>.lucide]:justify-self-center"
    >
      <LifeBuoy />
      Support
    </PlaceLink>
  );
}
