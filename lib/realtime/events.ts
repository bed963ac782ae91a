import type { Calls, MessageView } from "#lib/messages/events.ts";
import type { PresenceState } from "#lib/presence/events.ts";
import type { MemberView, RoomView } from "#lib/rooms/events.ts";

export const changeKinds = [
  "message.posted",
  "message.edited",
  "message.deleted",
  "reaction.added",
  "reaction.removed",
  "member.added",
  "member.changed",
  "member.removed",
  "room.changed",
  "room.deleted",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/**
 * What happened, by kind. `message` and `room` are as they are when the change is read, not as they were. `mentions` and
 * `callsRoom` tell whom the message called, even where it was deleted since: so they can be counted, and taken off again.
 */
export type ChangePayload =
  | ({ kind: "message.posted"; message: MessageView } & Calls)
  | { kind: "message.edited"; message: MessageView }
  | ({ kind: "message.deleted" } & Deletion & Calls)
  | { kind: "reaction.added"; messageId: string; reaction: string; userId: string }
  | { kind: "reaction.removed"; messageId: string; reaction: string; userId: string }
  | { kind: "member.added"; member: MemberView }
  | { kind: "member.changed"; member: MemberView }
  | { kind: "member.removed"; userId: string }
  | { kind: "room.changed"; room: RoomView };

type Deletion = { messageId: string; messageSeq: number; senderId: string | null; deletedAt: string };

/** One numbered entry of a room's log as a client receives it. */
export type Change =
  | ({ roomId: string; seq: number; at: string; actorId: string | null } & ChangePayload)
  | HiddenChange;

/** A change that the viewer may not see, or whose thing is gone: a number, so that there is no hole. */
export type HiddenChange = { roomId: string; seq: number; kind: "hidden" };

/** The events of `GET /api/stream`, by their SSE name. `change` and keep-alives carry the cursor as their id. */
export type StreamEvents = {
  hello: { cursor: string; rooms: { id: string; lastSeq: number }[] };
  change: Change;
  typing: { roomId: string; userId: string };
  read: { roomId: string; userId: string; lastReadSeq: number };
  presence: { userId: string; state: PresenceState };
  person: { userId: string; name: string; initials: string | null; isActive: boolean };
  case: { roomId: string };
  "room.gone": { roomId: string };
  reset: Record<string, never>;
};
