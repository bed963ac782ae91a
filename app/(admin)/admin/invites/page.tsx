import type { Metadata } from "next";
import { InviteList } from "#components/admin/invite-list.tsx";
import { InviteMaker } from "#components/admin/invite-maker.tsx";
import { PagePane, PageSection } from "#components/shell/page-pane.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { listInvites } from "#lib/invites/queries.ts";
import type { RoomListEntry } from "#lib/rooms/events.ts";
import { listRooms } from "#lib/rooms/queries.ts";
import { createInviteAction, revokeInviteAction } from "./actions.ts";

export const metadata: Metadata = { title: "Invites" };

export default async function InvitesPage() {
  const { db, viewer } = await pageViewer();
  const [invites, { rooms }] = await Promise.all([listInvites(db, viewer), listRooms(db, viewer)]);
  return (
    <PagePane title="Invites" lede="A link that lets somebody in. Send it to them yourself.">
      <PageSection title="New invite">
        <InviteMaker create={createInviteAction} rooms={rooms.filter(mayAddTo).map(named)} />
      </PageSection>
      <PageSection title="Invites that still hold">
        <InviteList invites={invites} revoke={revokeInviteAction} />
      </PageSection>
    </PagePane>
  );
}

function mayAddTo(room: RoomListEntry): boolean {
  const isShared = room.type === "group" || room.type === "company";
  return isShared && room.isActive && (room.role === "owner" || room.role === "admin");
}

function named({ id, name }: RoomListEntry) {
  return { id, name: name ?? "Room" };
}
