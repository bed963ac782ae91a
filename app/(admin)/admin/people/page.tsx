import type { Metadata } from "next";
import { PeopleTable } from "#components/admin/people-table.tsx";
import { PagePane } from "#components/shell/page-pane.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { listPeopleRecords } from "#lib/people/queries.ts";
import { changePersonAction } from "./actions.ts";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const { db, viewer } = await pageViewer();
  const people = await listPeopleRecords(db, viewer);
  const active = people.filter((person) => person.isActive).length;
  return (
    <PagePane
      title="People"
      lede={`${active} active, ${people.length - active} deactivated`}
      action={
        <ButtonLink href="/admin/invites" kind="primary">
          Invite
        </ButtonLink>
      }
    >
      <PeopleTable people={people} ownId={viewer.userId} change={changePersonAction} />
    </PagePane>
  );
}
