import type { Metadata } from "next";
import { PeopleList } from "#components/people/people-list.tsx";
import { PagePane } from "#components/shell/page-pane.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { createRoomAction } from "../rooms/actions.ts";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const { me } = await pageViewer();
  const lede =
    me.user.role === "customer"
      ? "Those you share a room with."
      : `Everyone at ${me.company.name}, and below them its customers.`;
  return (
    <PagePane title="People" lede={lede} narrow>
      <PeopleList createRoom={createRoomAction} />
    </PagePane>
  );
}
