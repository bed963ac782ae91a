import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { SupportPanes } from "#components/support/support-panes.tsx";
import { mayInCompany } from "#lib/access/policy.ts";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { listQueue } from "#lib/support/queries.ts";

export default async function SupportLayout({ children }: { children: ReactNode }) {
  const { db, viewer, me } = await pageViewer();
  if (!mayInCompany("support.work", viewer.role)) notFound();
  const cases = await listQueue(db, viewer, { status: "open" });
  return (
    <SupportPanes cases={cases} helpPath={`/help/${me.company.slug}`}>
      {children}
    </SupportPanes>
  );
}
