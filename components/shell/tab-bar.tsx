"use client";

import { House, LifeBuoy, Search, ShieldCheck, User } from "lucide-react";
import { usePathname } from "next/navigation";
import { PlaceLink } from "#components/shell/place-link.tsx";
import { MentionBadge } from "#components/sidebar/room-row.tsx";
import { worksInSupport } from "#components/support/works-in-support.ts";
import type { CompanyRole } from "#lib/rooms/events.ts";

type Props = { role: CompanyRole; mentions?: number };

/** The places of the phone. Inside a room there is none: the composer has its seat. */
export function TabBar({ role, mentions = 0 }: Props) {
  const path = usePathname();
  if (/^\/(rooms|support)\/./.test(path)) return null;
  const places = [
    { href: "/rooms", label: "Rooms", Icon: House, badge: mentions },
    { href: "/search", label: "Search", Icon: Search, badge: 0 },
    ...(worksInSupport(role) ? [{ href: "/support", label: "Support", Icon: LifeBuoy, badge: 0 }] : []),
    ...(role === "admin" ? [{ href: "/admin", label: "Admin", Icon: ShieldCheck, badge: 0 }] : []),
    { href: "/you", label: "You", place: "Your page", Icon: User, badge: 0 },
  ];
  return (
    <nav
      aria-label="Places"
      className="grid auto-cols-fr grid-flow-col border-t bg-surface pb-[env(safe-area-inset-bottom)] desk:hidden"
    >
      {places.map(({ href, label, place = label, Icon, badge }) => (
        <PlaceLink
          key={href}
          place={place}
          href={href}
          aria-current={path.startsWith(href) ? "page" : undefined}
          className="relative grid h-14 content-center justify-items-center gap-0.5 text-2xs font-medium text-ink-muted no-underline focus-visible:-outline-offset-2 aria-[current]:text-accent"
        >
          <Icon className="size-5" />
          {label}
          {badge > 0 && <MentionBadge count={badge} className="absolute top-1 left-[calc(50%+5px)]" />}
        </PlaceLink>
      ))}
    </nav>
  );
}
