"use client";

import { LifeBuoy } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { sentenceFor } from "#components/live/request.ts";
import { HelpAddress } from "#components/support/help-address.tsx";
import { QueueFilters } from "#components/support/queue-filters.tsx";
import { QueueRow } from "#components/support/queue-row.tsx";
import { type QueueFilter, useQueue } from "#components/support/use-cases.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Loading, Skeleton } from "#components/ui/skeleton.tsx";
import { useArrowKeys } from "#components/ui/use-arrow-keys.ts";
import type { CaseView } from "#lib/support/events.ts";

const atFirst: QueueFilter = { status: "open", assignee: "", q: "" };

type Props = { initial: CaseView[]; openRoomId: string | null; helpPath: string };

/** The company's conversations with customers, those that wait longest for an answer first. */
export function Queue({ initial, openRoomId, helpPath }: Props) {
  const [filter, setFilter] = useState(atFirst);
  const q = useDeferredValue(filter.q.trim());
  const wanted = { ...filter, q };
  const isFirst = wanted.status === "open" && wanted.assignee === "" && q === "";
  const { cases, error } = useQueue(wanted, isFirst ? initial : undefined);
  const Heading = openRoomId ? "h2" : "h1";
  return (
    <>
      <div className="flex h-(--bar) flex-none items-center gap-2 border-b pr-2 pl-4">
        <Heading className="flex-1 text-body leading-5">Support</Heading>
        <span className="text-sm text-ink-muted tabular-nums">{cases?.length}</span>
        <span className="sr-only">conversations shown</span>
        <HelpAddress path={helpPath} />
      </div>
      <QueueFilters filter={filter} onChange={setFilter} />
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain">
        {error && !cases ? (
          <p role="alert" className="p-4 text-row text-danger">
            The list could not be loaded. {sentenceFor(error)}
          </p>
        ) : cases === undefined ? (
          <QueueLoading />
        ) : cases.length === 0 ? (
          <NoCases isFirst={isFirst} helpPath={helpPath} />
        ) : (
          <QueueList cases={cases} openRoomId={openRoomId} />
        )}
      </div>
    </>
  );
}

function QueueList({ cases, openRoomId }: { cases: CaseView[]; openRoomId: string | null }) {
  const { listProps, tabIndexOf } = useArrowKeys(
    cases.map(({ roomId }) => roomId),
    openRoomId,
  );
  return (
    <ul aria-label="Conversations" {...listProps}>
      {cases.map((found) => (
        <li key={found.roomId}>
          <QueueRow found={found} isOpen={found.roomId === openRoomId} tabIndex={tabIndexOf(found.roomId)} />
        </li>
      ))}
    </ul>
  );
}

function NoCases({ isFirst, helpPath }: { isFirst: boolean; helpPath: string }) {
  if (!isFirst) return <EmptyState title="Nothing like that">Show another status, or search for less.</EmptyState>;
  return (
    <EmptyState icon={<LifeBuoy />} title="Nobody waits for an answer">
      Customers write to you at <span className="font-medium text-ink select-all">{helpPath}</span>. Give them that
      address; what they write is listed here.
    </EmptyState>
  );
}

function QueueLoading() {
  return (
    <Loading label="Loading conversations">
      {["w-3/4", "w-1/2", "w-2/3", "w-3/5"].map((width) => (
        <div key={width} className="grid h-16.5 content-center gap-2.5 border-b px-4">
          <Skeleton className={width} />
          <Skeleton className="w-1/3" />
        </div>
      ))}
    </Loading>
  );
}
