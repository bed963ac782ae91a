"use client";

import { Archive, LogOut, Pencil, UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { OpenRoom } from "#components/live/apply-change.ts";
import { useMe } from "#components/live/use-me.ts";
import { AddMembersDialog } from "#components/room/add-members-dialog.tsx";
import { ArchiveDialog } from "#components/room/archive-dialog.tsx";
import { EditRoomDialog } from "#components/room/edit-room-dialog.tsx";
import { LeaveDialog } from "#components/room/leave-dialog.tsx";
import { MemberLine } from "#components/room/member-line.tsx";
import { rightsIn } from "#components/room/room-rights.ts";
import { Button } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";

type Opened = "edit" | "add" | "leave" | "archive" | null;

/** What a room is, who is in it, and what can be done about both. */
export function DetailsContent({ open, about }: { open: OpenRoom; about?: ReactNode }) {
  const { room, me, members } = open;
  const { user } = useMe();
  const [opened, setOpened] = useState<Opened>(null);
  const rights = rightsIn(room, me?.role);
  const close = () => setOpened(null);
  return (
    <section
      aria-label="Room details"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to reach it to scroll it
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
    >
      {about}
      <section className="grid gap-2 p-4">
        {room.topic && (
          <p dir="auto" className="wrap-anywhere">
            {room.topic}
          </p>
        )}
        <dl className="grid grid-cols-[80px_minmax(0,1fr)] gap-x-2 gap-y-1 text-sm [&>dt]:text-ink-muted">
          <dt>{kindOf(open).name}</dt>
          <dd>{kindOf(open).says}</dd>
          {room.posting === "admins" && (
            <>
              <dt>Writing</dt>
              <dd>Owner and admins only</dd>
            </>
          )}
          <dt>Opened</dt>
          <dd>
            <Time value={room.createdAt} style="since" />
          </dd>
        </dl>
        {rights.change && (
          <p className="-ml-2 flex flex-wrap gap-1">
            {room.isActive && (
              <Button kind="quiet" size="small" onClick={() => setOpened("edit")}>
                <Pencil />
                Name and topic
              </Button>
            )}
            <Button kind="quiet" size="small" onClick={() => setOpened("archive")}>
              <Archive />
              {room.isActive ? "Archive" : "Open again"}
            </Button>
          </p>
        )}
      </section>
      <section className="border-t p-4">
        <SectionHead title="Members" count={members.length}>
          {rights.members && (
            <Button kind="quiet" size="small" className="-mr-2" onClick={() => setOpened("add")}>
              <UserPlus />
              Add people
            </Button>
          )}
        </SectionHead>
        <ul>
          {members.map((member) => (
            <MemberLine
              key={member.userId}
              roomId={room.id}
              member={member}
              isMe={member.userId === user.id}
              ownRole={me?.role ?? "guest"}
              mayManage={rights.members}
            />
          ))}
        </ul>
      </section>
      {rights.leave && (
        <section className="border-t p-4">
          <Button kind="quiet" size="small" className="-ml-2" onClick={() => setOpened("leave")}>
            <LogOut />
            Leave this room
          </Button>
        </section>
      )}
      {opened === "edit" && <EditRoomDialog room={room} onClose={close} />}
      {opened === "archive" && <ArchiveDialog room={room} onClose={close} />}
      {opened === "add" && <AddMembersDialog roomId={room.id} members={members} onClose={close} />}
      {opened === "leave" && <LeaveDialog room={room} ownId={user.id} onClose={close} />}
    </section>
  );
}

function SectionHead({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <div className="mb-2 flex min-h-6 items-center text-xs text-ink-muted">
      <h2 className="flex-1 font-medium">
        {title} <span className="tabular-nums">{count}</span>
      </h2>
      {children}
    </div>
  );
}

function kindOf({ room, members }: OpenRoom): { name: string; says: string } {
  if (room.type === "direct" && members.length === 1) return { name: "Notes", says: "Only for yourself" };
  if (room.type === "direct") return { name: "Direct", says: "Between the two of you" };
  if (room.type === "support") return { name: "Support", says: "With a customer" };
  if (room.type === "group") return { name: "Group", says: "Private, by invitation" };
  return {
    name: "Company",
    says: room.enrolment === "open" ? "Every colleague can join" : "Everybody in the company is in it",
  };
}
