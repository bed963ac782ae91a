import { auditWords } from "#components/admin/audit-words.ts";
import { Cell, HeadCell, Table } from "#components/admin/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AuditEvent } from "#lib/audit/events.ts";

/** What was done, the latest first. */
export function AuditTable({ events }: { events: AuditEvent[] }) {
  if (events.length === 0) {
    return (
      <p role="status" className="text-ink-muted">
        Nothing was done yet that is kept here.
      </p>
    );
  }
  return (
    <Table
      caption="What was done"
      head={
        <>
          <HeadCell>When</HeadCell>
          <HeadCell>What</HeadCell>
        </>
      }
    >
      {events.map((event) => (
        <tr key={event.id} className="hover:bg-hover">
          <Cell className="w-28 whitespace-nowrap text-ink-muted tabular-nums">
            <Time value={event.at} style="since" />
          </Cell>
          <Cell className="py-1 wrap-anywhere">
            <bdi className="font-medium">{event.actor?.name ?? "Somebody who is gone"}</bdi> {auditWords(event)}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
