"use client";

import { memo } from "react";
import { DayDivider, NewDivider } from "#components/room/dividers.tsx";
import { ListRow } from "#components/room/list-row.tsx";
import type { Item } from "#components/room/message-items.ts";
import { MessageRow } from "#components/room/message-row.tsx";
import { PendingRow } from "#components/room/pending-row.tsx";
import { SystemLine } from "#components/room/system-line.tsx";

export type Drawn = Exclude<Item, { kind: "gap" }>;
type Props = { item: Drawn; ownName: string; isActive: boolean; isEditing: boolean };

export const ListItem = memo(
  function ListItem({ item, ownName, isActive, isEditing }: Props) {
    if (item.kind === "message") {
      return (
        <ListRow data-key={item.key} className={item.isFirst ? "pt-2.5" : undefined}>
          <MessageRow message={item.message} isFirst={item.isFirst} isActive={isActive} isEditing={isEditing} />
        </ListRow>
      );
    }
    if (item.kind === "pending") {
      return (
        <ListRow data-key={item.key} className={item.isFirst ? "pt-2.5" : undefined}>
          <PendingRow entry={item.entry} ownName={ownName} isFirst={item.isFirst} isActive={isActive} />
        </ListRow>
      );
    }
    if (item.kind === "new") {
      return (
        <ListRow data-new>
          <NewDivider count={item.count} />
        </ListRow>
      );
    }
    return (
      <ListRow>{item.kind === "day" ? <DayDivider at={item.at} /> : <SystemLine message={item.message} />}</ListRow>
    );
  },
  (one, other) =>
    sameItem(one.item, other.item) &&
    one.isActive === other.isActive &&
    one.isEditing === other.isEditing &&
    one.ownName === other.ownName,
);

/** Items are made anew with every change; what they stand for is not. */
export function sameItem(one: Drawn, other: Drawn): boolean {
  if (one.kind === "message" && other.kind === "message") {
    return one.message === other.message && one.isFirst === other.isFirst;
  }
  if (one.kind === "pending" && other.kind === "pending") {
    return one.entry === other.entry && one.isFirst === other.isFirst;
  }
  if (one.kind === "system" && other.kind === "system") return one.message === other.message;
  if (one.kind === "new" && other.kind === "new") return one.count === other.count;
  return one.kind === "day" && other.kind === "day" && one.at === other.at;
}
