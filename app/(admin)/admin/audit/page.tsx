import type { Metadata } from "next";
import { AuditTable } from "#components/admin/audit-table.tsx";
import { PagePane } from "#components/shell/page-pane.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { auditQuery } from "#lib/audit/inputs.ts";
import { listAudit } from "#lib/audit/queries.ts";
import { pageViewer } from "#lib/auth/page-viewer.ts";

export const metadata: Metadata = { title: "Audit log" };

type Search = Record<string, string | string[] | undefined>;

export default async function AuditPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { db, viewer } = await pageViewer();
  const { data: query = auditQuery.parse({}) } = auditQuery.safeParse({ before: (await searchParams).before });
  const { events, hasMore } = await listAudit(db, viewer, query);
  const last = events.at(-1);
  return (
    <PagePane title="Audit log" lede="What was done to people, company rooms and settings, and by whom.">
      <AuditTable events={events} />
      {hasMore && last && (
        <div className="mt-4">
          <ButtonLink href={`/admin/audit?before=${last.id}`}>Earlier</ButtonLink>
        </div>
      )}
    </PagePane>
  );
}
