"use client";

import type { ReactNode } from "react";
import { MessageFiles } from "#components/files/message-files.tsx";
import { useLive } from "#components/live/live-provider.tsx";
import type { OutboxEntry } from "#components/live/outbox.ts";
import { MessageTime } from "#components/room/message-time.tsx";
import { RichText } from "#components/room/rich-text.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { MessageView } from "#lib/messages/events.ts";

/** What somebody said: the customer's own words on the right, the company's on the left. */
export function Bubble({ message, ownId, isFirst }: { message: MessageView; ownId: string; isFirst: boolean }) {
  const { sender, content, files, roomId, isDeleted, editedAt } = message;
  const isOwn = sender?.id === ownId;
  return (
    <Frame
      isOwn={isOwn}
      isFirst={isFirst}
      by={
        <>
          {!isOwn && sender && <Avatar person={sender} size={20} />}
          <b className="truncate font-medium text-ink">{isOwn ? "You" : <bdi>{sender?.name ?? "Support"}</bdi>}</b>
          <MessageTime value={message.createdAt} />
          {editedAt && <span>edited</span>}
        </>
      }
    >
      {isDeleted && <p className="italic">Message deleted</p>}
      {!isDeleted && content === null && <p className="italic">This message can’t be opened</p>}
      {content && <RichText content={content} isReachable />}
      {files.length > 0 && <MessageFiles roomId={roomId} files={files} isReachable />}
    </Frame>
  );
}

/** One's own words on their way, or why they did not get there. */
export function PendingBubble({ entry, isFirst }: { entry: OutboxEntry; isFirst: boolean }) {
  const { outbox } = useLive();
  const { roomId, clientId, content, state, reason } = entry;
  const hasFailed = state === "failed" || state === "stalled";
  return (
    <Frame isOwn isFirst={isFirst} by={<b className="font-medium text-ink">You</b>}>
      {content && <RichText content={content} isReachable />}
      {hasFailed ? (
        <p role="alert" className="flex flex-wrap gap-x-2 text-sm text-danger">
          {reason}
          <button type="button" className="font-medium underline" onClick={() => outbox.retry(roomId, clientId)}>
            Retry
          </button>
          <button type="button" className="font-medium underline" onClick={() => outbox.remove(roomId, clientId)}>
            Delete
          </button>
        </p>
      ) : (
        <p className="text-xs">Sending</p>
      )}
    </Frame>
  );
}

type FrameProps = { isOwn: boolean; isFirst: boolean; by: ReactNode; children: ReactNode };

/** The first of a group says whose it is; those that follow keep close to it. */
function Frame({ isOwn, isFirst, by, children }: FrameProps) {
  const head = classNames("mb-1 flex items-center gap-2 text-xs leading-5 text-ink-muted", isOwn && "justify-end");
  return (
    <li
      className={classNames(
        "relative max-w-[86%] min-w-0 max-desk:max-w-[92%]",
        isOwn && "justify-self-end",
        !isFirst && "-mt-2",
      )}
    >
      <div className={isFirst ? head : "sr-only"}>{by}</div>
      <div
        className={classNames(
          "rounded-[12px] px-3.5 pt-2 pb-2.5 wrap-anywhere",
          isOwn ? "rounded-tr-sm bg-accent-soft text-accent-soft-ink" : "rounded-tl-sm bg-surface-sunken",
        )}
      >
        {children}
      </div>
    </li>
  );
}
