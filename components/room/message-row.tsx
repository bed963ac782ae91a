"use client";

import { memo, useState } from "react";
import { MessageFiles } from "#components/files/message-files.tsx";
import { CustomerTag } from "#components/room/customer-tag.tsx";
import { EditForm } from "#components/room/edit-form.tsx";
import { MessageBody } from "#components/room/message-body.tsx";
import { MessageTime } from "#components/room/message-time.tsx";
import { MessageToolbar } from "#components/room/message-toolbar.tsx";
import { NoteHead } from "#components/room/note-head.tsx";
import { QuoteLine } from "#components/room/quote-line.tsx";
import { Reactions } from "#components/room/reactions.tsx";
import { RowFrame } from "#components/room/row-frame.tsx";
import { SenderFace } from "#components/room/sender-face.tsx";
import { useThread } from "#components/room/thread-context.ts";
import { useLongPress } from "#components/room/use-long-press.ts";
import { useMessageKeys } from "#components/room/use-message-keys.ts";
import type { MessageView } from "#lib/messages/events.ts";

type Props = {
  message: MessageView;
  isFirst: boolean;
  /** Whether the Tab key reaches this row: one row of the list. */
  isActive: boolean;
  isEditing: boolean;
};

export const MessageRow = memo(function MessageRow({ message, isFirst, isActive, isEditing }: Props) {
  const { actions, ownId } = useThread();
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const press = useLongPress(() => actions.showSheet(message));
  const onKeyDown = useMessageKeys(message);
  const name = message.sender?.name ?? "Somebody who is gone";
  const labelId = `by-${message.id}`;
  const isNote = message.audience === "staff";
  const hasTools = (isHovered || isFocused || isBusy) && !isEditing;

  return (
    <RowFrame
      id={`message-${message.id}`}
      labelId={labelId}
      isFirst={isFirst}
      isActive={isActive}
      isNote={isNote}
      isCall={calls(message, ownId)}
      gutter={isFirst ? <SenderFace message={message} /> : <GutterTime value={message.createdAt} />}
      onKeyDown={onKeyDown}
      onFocus={(event) => setFocused(!isEditing && event.target.matches(":focus-visible"))}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      onPointerEnter={(event) => event.pointerType === "mouse" && setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      {...press}
    >
      {isNote ? (
        <NoteHead id={labelId} person={message.sender ?? { id: message.id, name }} createdAt={message.createdAt} />
      ) : isFirst ? (
        <div id={labelId} className="flex items-baseline gap-2 leading-5.5">
          <bdi className="min-w-0 font-semibold wrap-anywhere">{name}</bdi>
          <CustomerTag userId={message.sender?.id} />
          <MessageTime value={message.createdAt} className="flex-none text-xs text-ink-muted" />
        </div>
      ) : (
        <span id={labelId} className="sr-only">
          <bdi>{name}</bdi>, <MessageTime value={message.createdAt} />
        </span>
      )}
      {message.replyTo && <QuoteLine quote={message.replyTo} isReachable={isActive} />}
      {isEditing ? (
        <EditForm message={message} />
      ) : (
        <div data-anchor className="max-w-(--measure) wrap-anywhere">
          <MessageBody message={message} isReachable={isActive} />
        </div>
      )}
      {message.files.length > 0 && (
        <MessageFiles roomId={message.roomId} files={message.files} isReachable={isActive} />
      )}
      {message.reactions.length > 0 && <Reactions message={message} isReachable={isActive} />}
      {hasTools && <MessageToolbar message={message} onBusy={setBusy} />}
    </RowFrame>
  );
});

function calls({ metadata: { mentions, callsRoom }, sender }: MessageView, ownId: string): boolean {
  return callsRoom ? sender?.id !== ownId : (mentions?.includes(ownId) ?? false);
}

function GutterTime({ value }: { value: string }) {
  return (
    <span
      aria-hidden="true"
      className="justify-self-end text-2xs leading-6 whitespace-nowrap text-ink-muted opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 max-desk:invisible"
    >
      <MessageTime value={value} />
    </span>
  );
}
