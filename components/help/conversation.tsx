"use client";

import { useMemo, useRef } from "react";
import { Bubble, PendingBubble } from "#components/help/bubble.tsx";
import { useEndInSight } from "#components/help/use-end-in-sight.ts";
import { useOlder } from "#components/help/use-older.ts";
import { useMe } from "#components/live/use-me.ts";
import { useRoom } from "#components/live/use-room.ts";
import { useTyping } from "#components/live/use-typing.ts";
import { Composer, type ComposerHandle } from "#components/room/composer.tsx";
import { itemsOf, localDay, utcDay } from "#components/room/message-items.ts";
import { useAlive } from "#components/room/message-time.tsx";
import { RoomGone } from "#components/room/room-gone.tsx";
import type { Initial } from "#components/room/room-screen.tsx";
import { useReading } from "#components/room/use-reading.ts";
import { usePending } from "#components/room/use-send-message.ts";
import { roomTitle } from "#components/sidebar/room-title.ts";
import { Button } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/time.tsx";
import { dayName } from "#components/ui/time-words.ts";

const allRead = { lastReadSeq: 0, unread: 0 };
const nothing = () => {};

/** A customer's conversation: what was said, and where they go on. */
export function Conversation({ initial, company }: { initial: Initial; company: string }) {
  const rendered = useMemo(() => {
    const { page, ...rest } = initial;
    return { ...rest, ...page, lastSeq: Math.min(rest.room.lastSeq, page.lastSeq) };
  }, [initial]);
  const roomId = initial.room.id;
  const open = useRoom(roomId, rendered);
  const { user } = useMe();
  const pending = usePending(roomId);
  const dayOf = useAlive() ? localDay : utcDay;
  const composer = useRef<ComposerHandle>(null);
  const [end, isAtEnd] = useEndInSight(`${open?.messages.at(-1)?.id} ${pending.length}`);
  useReading(roomId, isAtEnd);
  const older = useOlder(roomId, open?.messages[0]?.id);
  if (!open) return <RoomGone />;
  const { messages, hasBefore } = open;
  const title = roomTitle(open.room, user.id);
  const items = itemsOf({ messages, hasBefore, hasAfter: false, pending, ownId: user.id, entry: allRead, dayOf });
  return (
    <main id="main">
      <h1 className="text-xl wrap-anywhere">
        <bdi>{title}</bdi>
      </h1>
      <p className="mb-3 border-b pt-2 pb-4 text-sm text-ink-muted">
        {open.room.case?.isSolved
          ? "This conversation is solved. Write again if something is left: that opens it anew."
          : `${company} answers here. Come back to this page in this browser to read it.`}
      </p>
      {hasBefore && (
        <Button kind="quiet" size="small" className="mx-auto flex" onClick={older.load}>
          {older.hasFailed ? "It could not be loaded. Try again" : "Show what was said before"}
        </Button>
      )}
      <ol aria-label="Messages" className="grid gap-3">
        {items.map((item) => {
          if (item.kind === "day") return <Aside key={item.key} text={<DayName at={item.at} />} />;
          if (item.kind === "system") return <Aside key={item.key} text={item.message.content} />;
          if (item.kind === "message") {
            return <Bubble key={item.key} message={item.message} isFirst={item.isFirst} ownId={user.id} />;
          }
          return item.kind === "pending" ? (
            <PendingBubble key={item.key} entry={item.entry} isFirst={item.isFirst} />
          ) : null;
        })}
      </ol>
      <Typing roomId={roomId} members={open.members} />
      <Composer ref={composer} roomId={roomId} title={company} onSent={nothing} onEditLast={nothing} />
      <div ref={end} className="h-8" />
    </main>
  );
}

function Aside({ text }: { text: React.ReactNode }) {
  return <li className="justify-self-center text-center text-xs leading-5 text-ink-muted">{text}</li>;
}

function DayName({ at }: { at: string }) {
  const now = useNow();
  return now === null ? " " : dayName(new Date(at), now);
}

function Typing({ roomId, members }: { roomId: string; members: Initial["members"] }) {
  const ids = useTyping(roomId);
  const names = ids.flatMap((id) => members.find((member) => member.userId === id)?.name ?? []);
  return (
    <p className="h-6 truncate pt-1 text-xs text-ink-muted">
      {names.length > 0 && (names.length === 1 ? `${names[0]} is typing` : "Several people are typing")}
    </p>
  );
}
