"use client";

import { Fragment, memo, type Ref, useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef } from "react";
import type { OpenRoom } from "#components/live/apply-change.ts";
import { useLive } from "#components/live/live-provider.tsx";
import type { OutboxEntry } from "#components/live/outbox.ts";
import { EmptyRoom } from "#components/room/empty-room.tsx";
import { JumpPill } from "#components/room/jump-pill.tsx";
import { ListItem } from "#components/room/list-item.tsx";
import { type Entry, itemsOf, localDay, utcDay } from "#components/room/message-items.ts";
import { useAlive } from "#components/room/message-time.tsx";
import { PagingEdge } from "#components/room/paging-edge.tsx";
import { ReadBy } from "#components/room/read-by.tsx";
import { useThread } from "#components/room/thread-context.ts";
import { usePaging } from "#components/room/use-paging.ts";
import { useReading } from "#components/room/use-reading.ts";
import { useScrollAnchor } from "#components/room/use-scroll-anchor.ts";
import { useWalk } from "#components/room/use-walk.ts";
import { classNames } from "#components/ui/class-names.ts";

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
  const { messages, hasBefore, hasAfter } = room;
  const { store } = useLive();
  const { roomId, ownId } = useThread();
  const isAlive = useAlive();
  const anchor = useScrollAnchor(hasAfter, isAlive);
  const { scroller, list, scrollTo, scrollToEnd } = anchor;
  const paging = usePaging(scroller, { roomId, hasBefore, hasAfter });
  useReading(roomId, anchor.isAtEnd && !hasAfter);
  const wanted = useRef<string | null>(null);

  const items = useMemo(
    () => itemsOf({ messages, hasBefore, hasAfter, pending, ownId, entry, dayOf: isAlive ? localDay : utcDay }),
    [messages, hasBefore, hasAfter, pending, ownId, entry, isAlive],
  );
  const lastKey = items.findLast((item) => item.kind === "message" || item.kind === "pending")?.key;
  const ownLast = items.findLast((item) => item.kind === "message" && item.message.sender?.id === ownId);
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
      if (!showWanted()) await store.open.loadWindow(roomId, seq);
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
  const isEmpty = !hasBefore && !items.some((item) => item.kind === "message" || item.kind === "pending");
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        onScroll={onScroll}
        className={classNames(
          "relative flex min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none]",
          isAlive ? "flex-col" : "flex-col-reverse",
        )}
      >
        <div className="flex min-h-full flex-none flex-col">
          {isEmpty && <EmptyRoom room={room.room} />}
          <ol ref={list} aria-label="Messages" className="mt-auto pt-4 pb-1" {...walkProps}>
            {hasBefore && <PagingEdge side="before" hasFailed={paging.failed === "before"} onRetry={paging.retry} />}
            {items.map((item) =>
              item.kind === "gap" ? (
                <PagingEdge key="gap" side="after" hasFailed={paging.failed === "after"} onRetry={paging.retry} />
              ) : (
                <Fragment key={item.key}>
                  <ListItem
                    item={item}
                    ownName={ownName}
                    isActive={item.key === activeKey}
                    isEditing={item.kind === "message" && item.message.id === editingId}
                  />
                  {item === ownLast && item.kind === "message" && isClose && (
                    <li>
                      <ReadBy message={item.message} />
                    </li>
                  )}
                </Fragment>
              ),
            )}
          </ol>
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
