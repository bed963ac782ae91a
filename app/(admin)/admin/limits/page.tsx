import type { Metadata } from "next";
import { type LimitFilter, LimitFilters } from "#components/admin/limit-filters.tsx";
import { LimitTable } from "#components/admin/limit-table.tsx";
import { limitPeriods } from "#components/admin/limit-words.ts";
import { PagePane } from "#components/shell/page-pane.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { rateLimitsQuery } from "#lib/people/inputs.ts";
import { listPeopleRecords } from "#lib/people/queries.ts";
import { listRateLimits } from "#lib/rate-limits/queries.ts";
import { listRooms } from "#lib/rooms/queries.ts";

export const metadata: Metadata = { title: "Limits hit" };

type Search = Record<string, string | string[] | undefined>;

export default async function LimitsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { db, viewer } = await pageViewer();
  const filter = filterOf(await searchParams);
  const [entries, people, { rooms }] = await Promise.all([
    listRateLimits(db, viewer, queryOf(filter)),
    listPeopleRecords(db, viewer),
    listRooms(db, viewer),
  ]);
  return (
    <PagePane title="Limits hit" lede="What is counted against a limit, and how much of it was refused.">
      <LimitFilters key={JSON.stringify(filter)} filter={filter} people={people} />
      <LimitTable
        entries={entries}
        people={new Map(people.map((person) => [person.id, person.name]))}
        rooms={new Map(rooms.map((room) => [room.id, room.name ?? room.with?.name ?? "Room"]))}
      />
    </PagePane>
  );
}

/** What the address asks for; what it cannot mean falls back to everything of the last day. */
function filterOf(search: Search): LimitFilter {
  const given = rateLimitsQuery.safeParse({ userId: search.userId || undefined, event: search.event || undefined });
  const hours = limitPeriods.find((period) => String(period.hours) === search.hours)?.hours ?? 24;
  return { userId: given.data?.userId ?? "", event: given.data?.event ?? "", hours };
}

function queryOf({ userId, event, hours }: LimitFilter) {
  const from = new Date(Date.now() - hours * 3_600_000).toISOString();
  return { ...(userId && { userId }), ...(event && { event }), from };
}
