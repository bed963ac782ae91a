import type { OutboxEntry } from "#components/live/outbox.ts";
import type { MessageView } from "#lib/messages/events.ts";

/** Where the unread ones began when the room was entered, and how many they were. */
export type Entry = { lastReadSeq: number; unread: number };

/** What stands in the list, from top to bottom. `isFirst` begins a group of one author. After a gap come only one's own that are on their way. */
export type Item =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string; count: number }
  | { kind: "system"; key: string; message: MessageView }
  | { kind: "message"; key: string; message: MessageView; isFirst: boolean }
  | { kind: "gap"; key: string }
  | { kind: "pending"; key: string; entry: OutboxEntry; isFirst: boolean };

/** A piece of the list. A gap is one of its own. */
export type Part = { key: string; items: Exclude<Item, { kind: "gap" }>[] };

type Given = {
  messages: MessageView[];
  hasBefore: boolean;
  hasAfter: boolean;
  pending: readonly OutboxEntry[];
  ownId: string;
  entry: Entry;
  /** The calendar day of a moment, where the reader is. */
  dayOf?: (at: string) => string;
};

/** On the server, which knows nobody's time zone. */
export const utcDay = (at: string) => at.slice(0, 10);
export const localDay = (at: string) => new Date(at).toDateString();

const groupLength = 5 * 60_000;

export function itemsOf({ messages, hasBefore, hasAfter, pending, ownId, entry, dayOf = localDay }: Given): Item[] {
  const items: Item[] = [];
  const firstNew = firstUnread(messages, hasBefore, ownId, entry);
  let last: { senderId: string | null; at: number } | null = null;
  let lastDay: string | null = null;

  const startDay = (createdAt: string) => {
    const day = dayOf(createdAt);
    if (day === lastDay) return;
    items.push({ kind: "day", key: `day ${day}`, at: createdAt });
    lastDay = day;
    last = null;
  };
  const follows = (senderId: string | null, createdAt: string) => {
    const at = Date.parse(createdAt);
    const isFollower = last !== null && last.senderId === senderId && at - last.at < groupLength;
    last = { senderId, at };
    return isFollower;
  };

  for (const message of messages) {
    startDay(message.createdAt);
    if (message === firstNew) {
      items.push({ kind: "new", key: "new", count: entry.unread });
      last = null;
    }
    if (message.type === "system") {
      items.push({ kind: "system", key: message.id, message });
      last = null;
    } else {
      const isFirst = message.audience === "staff" || !follows(message.sender?.id ?? null, message.createdAt);
      items.push({ kind: "message", key: keyOf(message, ownId), message, isFirst });
      if (message.audience === "staff") last = null;
    }
  }
  if (hasAfter) {
    items.push({ kind: "gap", key: "gap" });
    last = null;
  }
  for (const sending of notYetIn(messages, pending, ownId)) {
    startDay(sending.createdAt);
    const isFirst = sending.audience === "staff" || !follows(ownId, sending.createdAt);
    if (sending.audience === "staff") last = null;
    if (sending.message) items.push({ kind: "message", key: sending.clientId, message: sending.message, isFirst });
    else items.push({ kind: "pending", key: sending.clientId, entry: sending, isFirst });
  }
  return items;
}

const partLength = 50;

/**
 * Cuts the list by the messages' numbers, so that parts stay as they are while messages come before and after them. What
 * is on its way stands in the part where it is likely to arrive.
 */
export function partsOf(items: Item[]): Part[] {
  const parts: Part[] = [];
  const dividers: Part["items"] = [];
  let side = "";
  let seq = 0;
  for (const item of items) {
    if (item.kind === "gap") {
      parts.push({ key: item.key, items: [] });
      side = "after ";
    } else if (item.kind === "day" || item.kind === "new") {
      dividers.push(item);
    } else {
      seq = item.kind === "pending" ? seq + 1 : Math.max(seq, item.message.seq);
      const key = `${side}${Math.floor(seq / partLength)}`;
      if (parts.at(-1)?.key !== key) parts.push({ key, items: [] });
      parts.at(-1)?.items.push(...dividers.splice(0), item);
    }
  }
  return parts;
}

/** One's own messages keep the key that they had on their way, so that nothing is drawn anew when they arrive. */
function keyOf(message: MessageView, ownId: string): string {
  return message.sender?.id === ownId && message.clientId ? message.clientId : message.id;
}

function notYetIn(messages: MessageView[], pending: readonly OutboxEntry[], ownId: string): readonly OutboxEntry[] {
  if (pending.length === 0) return pending;
  const arrived = new Set(messages.map((message) => keyOf(message, ownId)));
  return pending.filter((entry) => !arrived.has(entry.clientId));
}

/** The first unread message, unless it may lie before what is loaded. */
function firstUnread(
  messages: MessageView[],
  hasBefore: boolean,
  ownId: string,
  entry: Entry,
): MessageView | undefined {
  if (entry.unread === 0 || (hasBefore && (messages[0]?.seq ?? 0) > entry.lastReadSeq)) return undefined;
  return messages.find((message) => countsAsNew(message, ownId) && message.seq > entry.lastReadSeq);
}

export function countsAsNew(message: MessageView, ownId: string): boolean {
  return message.type !== "system" && message.sender?.id !== ownId && !message.isDeleted;
}
