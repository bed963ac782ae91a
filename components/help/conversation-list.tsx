"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useParams } from "next/navigation";
import { useMe } from "#components/live/use-me.ts";
import { useRooms } from "#components/live/use-rooms.ts";
import { roomTitle } from "#components/sidebar/room-title.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RoomListEntry } from "#lib/rooms/events.ts";

/** A customer's conversations: those that are open, and those that are done. Below the open one on a phone. */
export function ConversationList({ slug }: { slug: string }) {
  const { rooms } = useRooms();
  const conversations = rooms.filter((room) => room.case);
  return (
    <nav aria-label="Your conversations" className="text-sm max-desk:order-2">
      <ButtonLink href={`/help/${slug}/new`}>
        <Plus />
        New conversation
      </ButtonLink>
      <Section title="Open" rooms={conversations.filter((room) => !room.case?.isSolved)} slug={slug} />
      <Section title="Earlier" rooms={conversations.filter((room) => room.case?.isSolved)} slug={slug} />
    </nav>
  );
}

function Section({ title, rooms, slug }: { title: string; rooms: RoomListEntry[]; slug: string }) {
  const { roomId } = useParams<{ roomId?: string }>();
  const { user } = useMe();
  if (rooms.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="mt-6 mb-1 text-xs font-medium text-ink-muted">{title}</h2>
      <ul>
        {rooms.map((room) => (
          <li key={room.id}>
            <Link
              href={`/help/${slug}/${room.id}`}
              aria-current={room.id === roomId ? "page" : undefined}
              className="-mx-2.5 block rounded-md px-2.5 py-2 text-ink no-underline hover:bg-hover focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft aria-[current]:text-accent-soft-ink"
            >
              <span className={room.unread > 0 ? "block truncate font-semibold" : "block truncate"}>
                <bdi>{roomTitle(room, user.id)}</bdi>
              </span>
              <small className="block truncate text-xs text-ink-muted">
                <LastWord room={room} ownId={user.id} />
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LastWord({ room, ownId }: { room: RoomListEntry; ownId: string }) {
  const { lastMessage, unread } = room;
  if (!lastMessage) return "Nothing said yet";
  const isOwn = lastMessage.sender?.id === ownId;
  const who = isOwn ? "You wrote" : `${lastMessage.sender?.name.split(" ")[0] ?? "Support"} answered`;
  return (
    <>
      {who} <Time value={lastMessage.createdAt} />
      {unread > 0 && ` · ${unread} new`}
    </>
  );
}
