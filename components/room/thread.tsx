"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import type { OpenRoom } from "#components/live/apply-change.ts";
import { draftOf } from "#components/live/drafts.ts";
import { useLive } from "#components/live/live-provider.tsx";
import { useMe } from "#components/live/use-me.ts";
import { Announcer } from "#components/room/announcer.tsx";
import { Composer, type ComposerHandle } from "#components/room/composer.tsx";
import { DeleteDialog } from "#components/room/delete-dialog.tsx";
import { type ListHandle, MessageList } from "#components/room/message-list.tsx";
import { MessageSheet } from "#components/room/message-sheet.tsx";
import { NoComposer } from "#components/room/no-composer.tsx";
import { RevisionsDialog } from "#components/room/revisions-dialog.tsx";
import { rightsIn } from "#components/room/room-rights.ts";
import { MembersContext, mayEdit, ReadersContext, samePeople, ThreadContext } from "#components/room/thread-context.ts";
import { TypingLine } from "#components/room/typing-line.tsx";
import { useOpenedAt } from "#components/room/use-opened-at.ts";
import { usePending } from "#components/room/use-send-message.ts";
import { useThreadActions } from "#components/room/use-thread-actions.ts";
import { focusSoon } from "#components/ui/focus-soon.ts";
import type { MessageView, QuoteView } from "#lib/messages/events.ts";
import { quoteOf } from "#lib/messages/events.ts";

type Props = { open: OpenRoom; title: string };
type Opened = { dialog: "delete" | "revisions" | "sheet"; message: MessageView } | null;

/** The messages of a room, and where one writes. */
export function Thread({ open, title }: Props) {
  const { room, me, members, messages } = open;
  const roomId = room.id;
  const { store, drafts, outbox } = useLive();
  const { user } = useMe();
  const pending = usePending(roomId);
  const [isNote, setNote] = useState(false);
  const [editingId, setEditingId] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened>(null);
  const list = useRef<ListHandle>(null);
  const composer = useRef<ComposerHandle>(null);
  useOpenedAt(roomId, list);

  const [entry] = useState(() => {
    const known = store.getRooms().find(({ id }) => id === roomId) ?? me;
    return { lastReadSeq: known?.lastReadSeq ?? 0, unread: known?.unread ?? 0 };
  });

  const actions = useThreadActions(roomId, {
    reply(message) {
      const isStaff = isNote || message.audience === "staff";
      setNote(isStaff);
      drafts.setReply(draftOf(roomId, isStaff ? "staff" : undefined), quoting(message));
      focusSoon(() => composer.current?.focus());
    },
    edit(message) {
      setEditingId(message?.id ?? null);
      if (!message) focusSoon(() => composer.current?.focus());
    },
    open: (dialog, message) => setOpened({ dialog, message }),
    jumpTo: async ({ id, seq }) => list.current?.showMessage(id, seq),
  });

  const people = useRef(members);
  if (!samePeople(people.current, members)) people.current = members;
  const { type, isActive, posting } = room;
  const rights = useMemo(
    () => rightsIn({ type, isActive, posting }, me?.role),
    [type, isActive, posting, me?.role], // not the room, which is another with each message
  );
  const ownId = user.id;
  const thread = useMemo(() => ({ roomId, ownId, rights, actions }), [roomId, ownId, rights, actions]);
  const { hasBefore, hasAfter } = open;
  const shown = useMemo(() => ({ room, messages, hasBefore, hasAfter }), [room, messages, hasBefore, hasAfter]);

  const focusComposer = useCallback(() => composer.current?.focus(), []);
  const scrollToEnd = useCallback(() => list.current?.scrollToEnd(), []);
  /** The last of one's own, also one that the stream has yet to bring; nothing while one is on its way. */
  const editLast = useCallback(() => {
    const leaving = outbox.inRoom(roomId).findLast((entry) => entry.state !== "failed");
    const own = leaving
      ? leaving.message
      : store.open.get(roomId)?.messages.findLast((message) => mayEdit(message, { ownId, rights }));
    if (own) setEditingId(own.id);
  }, [store, outbox, roomId, ownId, rights]);

  const customer = room.case?.customer;
  const modes = useMemo(() => {
    if (!customer || customer.id === ownId) return undefined;
    const onChange = (next: boolean) => {
      setNote(next);
      composer.current?.focus();
    };
    return { customer: customer.name, isNote, onChange };
  }, [customer, ownId, isNote]);

  const close = () => {
    const id = opened?.message.id;
    setOpened(null);
    focusSoon(() => document.getElementById(`message-${id}`)?.focus({ preventScroll: true }));
  };

  return (
    <ThreadContext value={thread}>
      <MembersContext value={people.current}>
        <ReadersContext value={members}>
          <MessageList
            ref={list}
            room={shown}
            pending={pending}
            entry={entry}
            ownName={user.name}
            editingId={editingId}
            onLeave={focusComposer}
          />
        </ReadersContext>
        <TypingLine roomId={roomId} />
        <div className="flex-none px-(--gutter) pb-4 max-desk:px-2 max-desk:pb-[max(8px,env(safe-area-inset-bottom))]">
          {rights.post ? (
            <Composer
              ref={composer}
              roomId={roomId}
              title={title}
              onSent={scrollToEnd}
              onEditLast={editLast}
              modes={modes}
            />
          ) : (
            <NoComposer isActive={room.isActive} />
          )}
        </div>
        <Announcer messages={messages} hasAfter={hasAfter} ownId={ownId} />
        {opened?.dialog === "delete" && <DeleteDialog message={opened.message} onClose={close} />}
        {opened?.dialog === "revisions" && <RevisionsDialog message={opened.message} onClose={close} />}
        {opened?.dialog === "sheet" && <MessageSheet message={opened.message} onClose={() => setOpened(null)} />}
      </MembersContext>
    </ThreadContext>
  );
}

function quoting({ id, seq, sender, content, files, isDeleted }: MessageView): QuoteView {
  return { id, seq, sender, content: quoteOf({ content, files }), isDeleted };
}
