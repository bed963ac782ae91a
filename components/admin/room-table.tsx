"use client";

import { useState } from "react";
import { RoomRecordRow } from "#components/admin/room-record-row.tsx";
import { HeadCell, Table } from "#components/admin/table.tsx";
import { Chip } from "#components/ui/chip.tsx";
import type { ActionResult } from "#lib/http/events.ts";
import type { RoomRecord } from "#lib/rooms/events.ts";

type Props = {
  rooms: RoomRecord[];
  ownId: string;
  appoint: (input: unknown) => Promise<ActionResult<unknown>>;
};

const views = {
  company: { label: "Company", has: ({ type, isActive }: RoomRecord) => type === "company" && isActive !== false },
  group: { label: "Private groups", has: ({ type, isActive }: RoomRecord) => type === "group" && isActive !== false },
  archived: { label: "Archived", has: ({ isActive }: RoomRecord) => isActive === false },
};
type View = keyof typeof views;
const order: View[] = ["company", "group", "archived"];

const nothing: Record<View, string> = {
  company: "There is no company room yet. Open one from the list of rooms.",
  group: "There is no private group yet.",
  archived: "No room is archived.",
};

/** The company's rooms by kind; a private group that one is not in is a size and an age. */
export function RoomTable({ rooms, ownId, appoint }: Props) {
  const [view, setView] = useState<View>("company");
  const found = rooms.filter(views[view].has);
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        {order.map((each) => (
          <Chip key={each} isOn={view === each} onClick={() => setView(each)}>
            {views[each].label}
          </Chip>
        ))}
      </div>
      {found.length === 0 ? (
        <p role="status" className="py-6 text-ink-muted">
          {nothing[view]}
        </p>
      ) : (
        <Table
          caption={`${views[view].label} rooms`}
          head={
            <>
              <HeadCell>Name</HeadCell>
              <HeadCell className="max-desk:hidden">Owners</HeadCell>
              <HeadCell className="text-right max-desk:hidden">Members</HeadCell>
              <HeadCell className="max-wide:hidden">Last active</HeadCell>
              <HeadCell className="max-desk:hidden">Opened</HeadCell>
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            </>
          }
        >
          {found.map((room, index) => (
            <RoomRecordRow key={room.id ?? `private ${index}`} room={room} ownId={ownId} appoint={appoint} />
          ))}
        </Table>
      )}
    </>
  );
}
