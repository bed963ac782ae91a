"use client";

import { CircleAlert, Clock } from "lucide-react";
import { memo, type RefObject, useLayoutEffect, useRef } from "react";
import { MessageFiles } from "#components/files/message-files.tsx";
import type { OutboxEntry } from "#components/live/outbox.ts";
import { MessageTime } from "#components/room/message-time.tsx";
import { NoteHead } from "#components/room/note-head.tsx";
import { QuoteLine } from "#components/room/quote-line.tsx";
import { RichText } from "#components/room/rich-text.tsx";
import { RowFrame } from "#components/room/row-frame.tsx";
import { useThread } from "#components/room/thread-context.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { classNames } from "#components/ui/class-names.ts";

type Props = { entry: OutboxEntry; ownName: string; isFirst: boolean; isActive: boolean };

/** A message of one's own that is on its way, or did not get there. */
export const PendingRow = memo(function PendingRow({ entry, ownName, isFirst, isActive }: Props) {
  const { ownId } = useThread();
  const row = useRef<HTMLElement>(null);
  useFocusHandedOn(row);
  const hasFailed = entry.state === "failed" || entry.state === "stalled";
  const isNote = entry.audience === "staff";
  const labelId = `by-${entry.clientId}`;
  const clock = (
    <span title="Sending" className="grid h-6 place-items-center justify-self-center text-ink-muted">
      <Clock />
    </span>
  );
  const avatar = <Avatar person={{ id: ownId, name: ownName }} className="mt-0.75" />;
  return (
    <RowFrame
      ref={row}
      id={`message-${entry.clientId}`}
      labelId={labelId}
      isFirst={isFirst}
      isActive={isActive}
      isNote={isNote}
      gutter={isFirst ? avatar : hasFailed ? <span /> : clock}
    >
      {isNote ? (
        <NoteHead id={labelId} person={{ id: ownId, name: ownName }} createdAt={entry.createdAt} />
      ) : (
        <div id={labelId} className={isFirst ? "flex items-baseline gap-2 leading-5.5" : "sr-only"}>
          <bdi className="min-w-0 font-semibold wrap-anywhere">{ownName}</bdi>
          <MessageTime value={entry.createdAt} className="flex-none text-xs text-ink-muted" />
          {isFirst && !hasFailed && <Clock className="size-3 self-center text-ink-muted" />}
        </div>
      )}
      {entry.replyTo && <QuoteLine quote={entry.replyTo} isReachable={isActive} />}
      <div data-anchor className={classNames("max-w-(--measure) wrap-anywhere", !hasFailed && "text-ink-muted")}>
        {entry.type === "action" ? (
          <p dir="auto" className="whitespace-pre-wrap">
            <em>
              <bdi>{ownName}</bdi> {entry.content}
            </em>
          </p>
        ) : (
          <RichText content={entry.content} isReachable={isActive} />
        )}
      </div>
      {entry.files && <MessageFiles roomId={entry.roomId} files={entry.files} isReachable={isActive} />}
      {hasFailed ? <Failed entry={entry} /> : <span className="sr-only">Sending</span>}
    </RowFrame>
  );
});

/** Once the message has arrived, its row takes this one's place, and the focus where this one had it. */
function useFocusHandedOn(row: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const own = row.current;
    const place = own?.parentElement;
    return () => {
      if (!own?.contains(document.activeElement)) return;
      queueMicrotask(() => place?.querySelector<HTMLElement>("[data-message]")?.focus({ preventScroll: true }));
    };
  }, [row]);
}

const deed =
  "min-h-6 rounded-[2px] font-medium text-ink underline decoration-line-strong hover:decoration-current max-desk:min-h-8";

function Failed({ entry }: { entry: OutboxEntry }) {
  const { actions } = useThread();
  return (
    <fieldset className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-danger [&>.lucide]:size-3.5">
      <legend className="sr-only">Not sent</legend>
      <CircleAlert />
      <span role="alert">{entry.reason}</span>
      <button type="button" className={deed} onClick={() => actions.retry(entry.clientId)}>
        Retry
      </button>
      <button type="button" className={deed} onClick={() => actions.discard(entry.clientId)}>
        Delete
      </button>
    </fieldset>
  );
}
