"use client";

import { ChevronLeft, PanelRight, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useAt } from "#components/room/use-opened-at.ts";
import { lastSearchPath } from "#components/search/last-search.ts";
import { PlaceLink } from "#components/shell/place-link.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton, iconButtonClasses } from "#components/ui/icon-button.tsx";

/** Where a room is looked at from: among one's rooms, or in the support queue. */
export type Place = { path: "/rooms" | "/support"; back: string };

/** Who came from a search goes back to its results. */
function useWayBack({ path, back }: Place) {
  const search = useAt() === null ? null : lastSearchPath();
  const hidden = path === "/support" ? "wide:hidden" : "desk:hidden";
  return search
    ? { href: search, place: "The results", label: "Back to results" }
    : { href: path, place: "The list", label: back, className: hidden };
}

type Props = {
  roomId: string;
  place: Place;
  /** What can be done with the room from here. */
  tools?: ReactNode;
  title: string;
  topic: string | null;
  /** Null in a direct room, where it would say nothing. */
  memberCount: number | null;
  isDetailsOpen: boolean;
  onToggleDetails: () => void;
};

export function RoomHeader({ roomId, place, tools, title, topic, memberCount, isDetailsOpen, onToggleDetails }: Props) {
  const way = useWayBack(place);
  const members = memberCount && `${memberCount} ${memberCount === 1 ? "member" : "members"}`;
  return (
    <header className="flex h-(--bar) flex-none items-center gap-2 border-b pr-3 pl-(--gutter) max-desk:gap-1 max-desk:pr-2">
      <PlaceLink
        place={way.place}
        href={way.href}
        aria-label={way.label}
        className={classNames(iconButtonClasses, "-ml-2.5 size-(--icon-button) [&>.lucide]:size-5", way.className)}
      >
        <ChevronLeft />
      </PlaceLink>
      <div className="min-w-0 flex-1 gap-2 desk:flex desk:items-center">
        <h1
          title={title}
          className={classNames("truncate text-body leading-5", !tools && "desk:max-w-2/3 desk:flex-none")}
        >
          <bdi>{title}</bdi>
        </h1>
        {topic && (
          <p
            title={topic}
            className="min-w-0 truncate text-sm text-ink-muted before:mr-2.5 before:ml-0.5 before:inline-block before:h-3 before:w-px before:bg-line-strong before:align-[-1px] before:opacity-50 max-desk:hidden"
          >
            <bdi>{topic}</bdi>
          </p>
        )}
        {members && <p className="truncate text-xs text-ink-muted desk:hidden">{members}</p>}
      </div>
      {tools ?? (members && <MemberCount count={memberCount} words={members} />)}
      <IconButton label="Details" aria-pressed={isDetailsOpen} onClick={onToggleDetails} className="max-desk:hidden">
        <PanelRight />
      </IconButton>
      <PlaceLink
        place="The details"
        href={`${place.path}/${roomId}/details`}
        aria-label="Details"
        className={classNames(iconButtonClasses, "size-(--icon-button) desk:hidden [&>.lucide]:size-5")}
      >
        <PanelRight />
      </PlaceLink>
    </header>
  );
}

function MemberCount({ count, words }: { count: number; words: string }) {
  return (
    <span className="flex items-center gap-1 text-sm text-ink-muted max-desk:hidden" title={words}>
      <Users />
      <span aria-hidden="true" className="tabular-nums">
        {count}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
