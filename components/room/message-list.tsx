"use client";

import { memo, type Ref, useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef } from "react";
import type { OpenRoom } from "#components/live/apply-change.ts";
import { useLive } from "#components/live/live-provider.tsx";
import type { OutboxEntry } from "#components/live/outbox.ts";
import { EmptyRoom } from "#components/room/empty-room.tsx";
import { JumpPill } from "#components/room/jump-pill.tsx";
import { ListPart, rowHeight } from "#components/room/list-part.tsx";
import { type Entry, itemsOf, localDay, partsOf, utcDay } from "#components/room/message-items.ts";
import { useAlive } from "#components/room/message-time.tsx";
import { PagingEdge } from "#components/room/paging-edge.tsx";
import { useThread } from "#components/room/thread-context.ts";
import { useAt } from "#components/room/use-opened-at.ts";
import { usePaging } from "#components/room/use-paging.ts";
import { useReading } from "#components/room/use-reading.ts";
import { useScrollAnchor } from "#components/room/use-scroll-anchor.ts";
import { useSecondDrawing } from "#components/room/use-second-drawing.ts";
import { useWalk } from "#components/room/use-walk.ts";
import { classNames } from "#components/ui/class-names.ts";
import type { MessageView } from "#lib/messages/events.ts";

export type ListHandle = {
  scrollToEnd: () => void;
  /** Shows one message, loading the history around it where needed. */
  showMessage: (id: string, seq: number) => Promise<void>;
};

type Props = {
  room: Pick<OpenRoom, "room" | "messages" | "hasBefore" | "hasAfter">;
  pending: readonly OutboxEntry[];
  entry: Entry;
  ownName: string;
  editingId: string | null;
  onLeave: () => void;
  ref: Ref<ListHandle>;
};

export const MessageList = memo(function MessageList(props: Props) {
  const { room, pending, entry, ownName, editingId, onLeave, ref } = props;
  const { hasAfter } = room;
  const { store } = useLive();
  const { roomId, ownId } = useThread();
  const isAlive = useAlive();
  const isSecond = useSecondDrawing();
  const isAtPlace = useAt() !== null;
  const isWhole = isSecond || hasAfter || isAtPlace || entry.unread > 0;
  const messages = useMemo(() => (isWhole ? room.messages : lastOf(room.messages)), [isWhole, room.messages]);
  const hasBefore = room.hasBefore || messages.length < room.messages.length;
  const anchor = useScrollAnchor(hasAfter, isAlive);
  const { scroller, list, scrollTo, scrollToEnd } = anchor;
  const paging = usePaging(scroller, { roomId, hasBefore: isAlive && isWhole && hasBefore, hasAfter });
  useReading(roomId, anchor.isAtEnd && !hasAfter);
  const wanted = useRef<string | null>(null);

  const items = useMemo(
    () => itemsOf({ messages, hasBefore, hasAfter, pending, ownId, entry, dayOf: isAlive ? localDay : utcDay }),
    [messages, hasBefore, hasAfter, pending, ownId, entry, isAlive],
  );
  const parts = useMemo(() => partsOf(items), [items]);
  const lastKey = items.findLast((item) => item.kind === "message" || item.kind === "pending")?.key;
  const { activeKey, walkProps } = useWalk(lastKey, onLeave);

  const showWanted = useCallback(() => {
    const row = wanted.current === null ? null : document.getElementById(`message-${wanted.current}`);
    if (!row) return false;
    wanted.current = null;
    scrollTo(row, 0.3);
    row.focus({ preventScroll: true });
    row.animate?.([{ background: "var(--mark)" }, {}], { duration: 1500 });
    return true;
  }, [scrollTo]);

  useLayoutEffect(() => {
    showWanted();
  });

  const goToEnd = useCallback(() => {
    if (store.open.get(roomId)?.hasAfter) store.open.loadWindow(roomId, null).then(scrollToEnd, scrollToEnd);
    else scrollToEnd();
  }, [store, roomId, scrollToEnd]);

  useImperativeHandle(ref, () => ({
    scrollToEnd: goToEnd,
    showMessage: async (id, seq) => {
      wanted.current = id;
      const isDrawnSoon = room.messages.some((message) => message.id === id);
      if (!showWanted() && !isDrawnSoon) await store.open.loadWindow(roomId, seq);
    },
  }));

  /** On entry, what is unread begins in sight. */
  useLayoutEffect(() => {
    if (!isAlive) return;
    const divider = list.current?.querySelector("[data-new]");
    const box = scroller.current?.getBoundingClientRect();
    if (!divider || !box) return;
    const { top } = divider.getBoundingClientRect();
    if (top < box.top + 40 || top > box.bottom - 40) scrollTo(divider, 0.2);
  }, [isAlive, list, scroller, scrollTo]);

  const onScroll = () => {
    anchor.remember();
    paging.look();
  };

  const isClose = room.room.type === "direct" || room.room.type === "group";
  const ownLast = items.findLast((item) => item.kind === "message" && item.message.sender?.id === ownId);
  const readUpTo = isClose && ownLast?.kind === "message" ? ownLast.message : null;
  const isEmpty = !hasBefore && !items.some((item) => item.kind === "message" || item.kind === "pending");
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        onScroll={onScroll}
        className={classNames(
          "flex min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none]",
          isAlive ? "flex-col" : "flex-col-reverse",
        )}
      >
        <div className="flex min-h-full flex-none flex-col">
          {isEmpty && <EmptyRoom room={room.room} />}
          {/* biome-ignore lint/a11y/useSemanticElements: parts of the list stand between it and its rows */}
          <div ref={list} role="list" aria-label="Messages" className="mt-auto pt-4 pb-1" {...walkProps}>
            {hasBefore && <PagingEdge side="before" hasFailed={paging.failed === "before"} onRetry={paging.retry} />}
            {parts.map(({ key, items }, index) =>
              key === "gap" ? (
                <PagingEdge key={key} side="after" hasFailed={paging.failed === "after"} onRetry={paging.retry} />
              ) : (
                <ListPart
                  key={key}
                  items={items}
                  isNewest={index >= parts.length - 2}
                  ownName={ownName}
                  activeKey={items.some((item) => item.key === activeKey) ? (activeKey ?? null) : null}
                  editingId={
                    items.some((item) => item.kind === "message" && item.message.id === editingId) ? editingId : null
                  }
                  readUpTo={items.some((item) => item === ownLast) ? readUpTo : null}
                />
              ),
            )}
          </div>
        </div>
      </div>
      <JumpPill
        messages={messages}
        lastSeq={room.room.lastSeq}
        isAtEnd={anchor.isAtEnd}
        hasAfter={hasAfter}
        scroller={scroller}
        onJump={goToEnd}
      />
    </div>
  );
});

/** What fills a window: it is painted before the rest is drawn. */
function lastOf(messages: MessageView[]): MessageView[] {
  return messages.slice(-Math.ceil(window.innerHeight / rowHeight));
}
