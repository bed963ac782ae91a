"use client";

import { ChevronLeft, Gauge, Hash, ScrollText, Settings2, UserPlus, Users } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { MeMenu } from "#components/shell/me-menu.tsx";
import { PlaceLink } from "#components/shell/place-link.tsx";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { TabBar } from "#components/shell/tab-bar.tsx";
import { Mark } from "#components/ui/brand.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import type { ActionResult } from "#lib/http/events.ts";
import type { Me } from "#lib/people/events.ts";

const places = [
  { href: "/admin/people", label: "People", Icon: Users },
  { href: "/admin/rooms", label: "Rooms", Icon: Hash },
  { href: "/admin/invites", label: "Invites", Icon: UserPlus },
  { href: "/admin/audit", label: "Audit log", Icon: ScrollText },
  { href: "/admin/limits", label: "Limits hit", Icon: Gauge },
  { href: "/admin/settings", label: "Settings", Icon: Settings2 },
];

const row =
  "flex min-h-7 items-center gap-2.5 rounded-md px-3 text-row text-ink-muted no-underline hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft aria-[current]:text-accent-soft-ink max-desk:min-h-11 max-desk:px-3 max-desk:text-body";

/** On a phone the list is a row that scrolls. */
const intoView = (link: HTMLElement | null) => link?.scrollIntoView({ block: "nearest", inline: "nearest" });

type Props = { me: Me; signOut: (input: unknown) => Promise<ActionResult<unknown>>; children: ReactNode };

/** The company's own pages: a list of them beside the open one, on a phone above it. */
export function AdminShell({ me, signOut, children }: Props) {
  const path = usePathname();
  return (
    <ToastProvider>
      <SkipLink />
      <div className="flex h-dvh flex-col overflow-hidden">
        <div className="grid min-h-0 flex-1 grid-rows-[auto_minmax(0,1fr)] desk:grid-cols-[var(--sidebar)_minmax(0,1fr)] desk:grid-rows-[minmax(0,1fr)]">
          <div className="flex min-h-0 min-w-0 flex-col bg-surface-sunken desk:border-r max-desk:border-b max-desk:bg-surface">
            <nav
              aria-label="Company"
              className="min-h-0 flex-1 overflow-y-auto px-2 pb-4 max-desk:flex max-desk:overflow-x-auto max-desk:py-1"
            >
              <p className="flex h-(--bar) flex-none items-center gap-1.75 px-2.5 text-row font-semibold max-desk:hidden">
                <Mark name={me.company.name} />
                <span className="truncate">{me.company.name}</span>
              </p>
              <PlaceLink place="The rooms" href="/rooms" className={`${row} mb-4 max-desk:hidden`}>
                <ChevronLeft />
                Back to rooms
              </PlaceLink>
              {places.map(({ href, label, Icon }) => (
                <PlaceLink
                  key={href}
                  place={label}
                  href={href}
                  ref={path === href ? intoView : undefined}
                  aria-current={path === href ? "page" : undefined}
                  className={row}
                >
                  <Icon />
                  <span className="whitespace-nowrap">{label}</span>
                </PlaceLink>
              ))}
            </nav>
            <MeMenu me={me} signOut={signOut} />
          </div>
          <div id="main" tabIndex={-1} className="flex min-h-0 min-w-0 focus:outline-none">
            {children}
          </div>
        </div>
        <TabBar role={me.user.role} />
      </div>
    </ToastProvider>
  );
}
