"use client";

import { Fragment, memo } from "react";
import { type Drawn, ListItem, sameItem } from "#components/room/list-item.tsx";
import { ListRow } from "#components/room/list-row.tsx";
import { ReadBy } from "#components/room/read-by.tsx";
import type { MessageView } from "#lib/messages/events.ts";

type Props = {
  items: Drawn[];
  /** Whether it is among those that one sees first. */
  isNewest: boolean;
  ownName: string;
  /** The row that the Tab key reaches, where it is in this part. */
  activeKey: string | null;
  editingId: string | null;
  /** The message below which stands who has read it. */
  readUpTo: MessageView | null;
};

/** About what a message takes, before it was laid out. */
export const rowHeight = 36;

/**
 * A part of a long list. Far from the window it is neither laid out nor painted, and yet found, read out and reached;
 * and it is drawn anew only when something in it changed. A toolbar sticks out of its edge, which nothing else does.
 * The newest parts are always painted: others are so only a frame after they came.
 */
export const ListPart = memo(
  function ListPart({ items, isNewest, ownName, activeKey, editingId, readUpTo }: Props) {
    return (
      <div
        role="presentation"
        className={isNewest ? undefined : "[content-visibility:auto] has-[[role=toolbar]]:[content-visibility:visible]"}
        style={{ containIntrinsicBlockSize: `auto ${items.length * rowHeight}px` }}
      >
        {items.map((item) => (
          <Fragment key={item.key}>
            <ListItem
              item={item}
              ownName={ownName}
              isActive={item.key === activeKey}
              isEditing={item.kind === "message" && item.message.id === editingId}
            />
            {item.kind === "message" && item.message === readUpTo && (
              <ListRow>
                <ReadBy message={item.message} />
              </ListRow>
            )}
          </Fragment>
        ))}
      </div>
    );
  },
  ({ items: one, ...props }, { items: other, ...others }) =>
    one.length === other.length &&
    one.every((item, index) => sameItem(item, other[index] as Drawn)) &&
    props.isNewest === others.isNewest &&
    props.ownName === others.ownName &&
    props.activeKey === others.activeKey &&
    props.editingId === others.editingId &&
    props.readUpTo === others.readUpTo,
);
