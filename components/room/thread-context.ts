"use client";

import { createContext, use } from "react";
import type { RoomRights } from "#components/room/room-rights.ts";
import type { MessageView, QuoteView } from "#lib/messages/events.ts";
import type { MemberView } from "#lib/rooms/events.ts";

/** What can be done to a message, wherever it is drawn. The object stays the same while the room is open. */
export type ThreadActions = {
  react: (message: MessageView, reaction: string) => void;
  reply: (message: MessageView) => void;
  edit: (message: MessageView | null) => void;
  remove: (message: MessageView) => void;
  unreadFrom: (message: MessageView) => void;
  copy: (message: MessageView) => void;
  jumpTo: (quote: QuoteView) => void;
  showRevisions: (message: MessageView) => void;
  showSheet: (message: MessageView) => void;
  retry: (clientId: string) => void;
  discard: (clientId: string) => void;
};

type Thread = { roomId: string; ownId: string; rights: RoomRights; actions: ThreadActions };

export const ThreadContext = createContext<Thread | null>(null);
/** Apart from the rest: only who draws names is drawn again when somebody joins. It does not follow how far they have read. */
export const MembersContext = createContext<MemberView[]>([]);
/** The members as they are now, with how far they have read. */
export const ReadersContext = createContext<MemberView[]>([]);

export function useThread(): Thread {
  const thread = use(ThreadContext);
  if (!thread) throw new Error("useThread outside of a room");
  return thread;
}

/** The name of somebody in this room; those who left are not known any more. */
export function useNameOf(): (userId: string) => string {
  const members = use(MembersContext);
  const { ownId } = useThread();
  return (userId) =>
    userId === ownId ? "you" : (members.find((member) => member.userId === userId)?.name ?? "somebody who left");
}

export function mayEdit(message: MessageView, thread: Pick<Thread, "ownId" | "rights">): boolean {
  return (
    message.type !== "system" &&
    !message.isDeleted &&
    message.content !== null &&
    message.sender?.id === thread.ownId &&
    thread.rights.post
  );
}

export function mayDelete(message: MessageView, { ownId, rights }: Pick<Thread, "ownId" | "rights">): boolean {
  if (message.isDeleted) return false;
  return rights.deleteAny || (rights.deleteOwn && message.sender?.id === ownId);
}

/** Whether they are the same people, in the same parts, however far they have read. */
export function samePeople(one: MemberView[], other: MemberView[]): boolean {
  return one.length === other.length && one.every((member, index) => samePerson(member, other[index]));
}

function samePerson({ lastReadSeq: _, ...one }: MemberView, other: MemberView | undefined): boolean {
  return other !== undefined && Object.entries(one).every(([key, value]) => other[key as keyof MemberView] === value);
}
