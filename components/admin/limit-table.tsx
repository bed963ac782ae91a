import { limitWords } from "#components/admin/limit-words.ts";
import { Cell, HeadCell, Table } from "#components/admin/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RateLimitEntry } from "#lib/rate-limits/events.ts";

type Props = { entries: RateLimitEntry[]; people: Map<string, string>; rooms: Map<string, string> };

/** What was counted, minute by minute; refusals stand out. */
export function LimitTable({ entries, people, rooms }: Props) {
  if (entries.length === 0) {
    return (
      <p role="status" className="text-ink-muted">
        Nothing was counted in this time. Choose a longer one, or fewer filters.
      </p>
    );
  }
  return (
    <Table
      caption="Counted events, a row a minute"
      head={
        <>
          <HeadCell>When</HeadCell>
          <HeadCell>Who</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell className="max-desk:hidden">Where</HeadCell>
          <HeadCell className="text-right">Count</HeadCell>
          <HeadCell className="text-right">Refused</HeadCell>
        </>
      }
    >
      {entries.map((entry) => (
        <tr key={entry.id} className="tabular-nums hover:bg-hover">
          <Cell className="whitespace-nowrap text-ink-muted">
            <Time value={entry.timestamp} style="since" />
          </Cell>
          <Cell className="min-w-20 wrap-anywhere">
            {entry.userId ? (people.get(entry.userId) ?? "Somebody who left") : "Signed out"}
          </Cell>
          <Cell>{limitWords[entry.eventType] ?? entry.eventType}</Cell>
          <Cell className="max-desk:hidden">{entry.roomId && (rooms.get(entry.roomId) ?? "Another room")}</Cell>
          <Cell className="text-right">{entry.count}</Cell>
          <Cell className={entry.refused > 0 ? "text-right font-semibold text-danger" : "text-right"}>
            {entry.refused}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
