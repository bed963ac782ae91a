import type { Metadata } from "next";
import { RoomTable } from "#components/admin/room-table.tsx";
import { PagePane } from "#components/shell/page-pane.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { listRoomRecords } from "#lib/rooms/register.ts";
import { appointOwnerAction } from "./actions.ts";

export const metadata: Metadata = { title: "All rooms" };

export default async function RoomsPage() {
  const { db, viewer } = await pageViewer();
  const rooms = await listRoomRecords(db, viewer);
  return (
    <PagePane title="Rooms" lede="The company’s rooms, and of private groups how large and how old they are.">
      <RoomTable rooms={rooms} ownId={viewer.userId} appoint={appointOwnerAction} />
    </PagePane>
  );
}
