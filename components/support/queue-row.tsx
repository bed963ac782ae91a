"use client";

import { UserPlus } from "lucide-react";
import { RoomLink } from "#components/shell/room-link.tsx";
import { caseTitle, priorityWords, statusWords } from "#components/support/case-words.ts";
import { Due } from "#components/support/due.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CaseView } from "#lib/support/events.ts";

type Props = { found: CaseView; isOpen: boolean; tabIndex: number };

/** A case in the list: what it is about and how long its answer may take, or when something was last said; below, who, how far, with whom. */
export function QueueRow({ found, isOpen, tabIndex }: Props) {
  const { roomId, customer, status, priority, assignee, lastMessageAt } = found;
  const title = caseTitle(found);
  const due = found.firstReplyDueAt ?? found.nextReplyDueAt;
  const waits = due !== null;
  return (
    <RoomLink
      href={`/support/${roomId}`}
      room={{ id: roomId, title }}
      isCase
      data-row={roomId}
      tabIndex={tabIndex}
      aria-current={isOpen ? "page" : undefined}
      className="group/case grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 border-b px-4 pt-2.75 pb-3 text-row text-ink no-underline hover:bg-hover focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft aria-[current]:shadow-[inset_2px_0_0_var(--accent)]"
    >
      <span title={title} className={classNames("truncate", waits ? "font-semibold" : "font-medium")}>
        <bdi>{title}</bdi>
        {waits && <span className="sr-only">, waits for an answer</span>}
      </span>
      <span className="text-right text-xs leading-5 text-ink-muted">
        {due ? <Due value={due} /> : lastMessageAt && <Time value={lastMessageAt} />}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 text-xs">
        <bdi className="truncate">{customer.name}</bdi>
        <span className="flex-none text-ink-muted group-aria-[current]/case:text-accent-soft-ink">
          {statusWords[status]}
        </span>
      </span>
      <span className="flex items-center justify-end gap-1.5 text-ink-muted">
        {priority === "urgent" && <Tag kind="danger">{priorityWords.urgent}</Tag>}
        {priority === "high" && <Tag kind="warning">{priorityWords.high}</Tag>}
        {assignee ? (
          <>
            <Avatar person={assignee} size={20} />
            <span className="sr-only">{assignee.name} has it</span>
          </>
        ) : (
          <>
            <UserPlus className="size-3.5" />
            <span className="sr-only">nobody has it</span>
          </>
        )}
      </span>
    </RoomLink>
  );
}
