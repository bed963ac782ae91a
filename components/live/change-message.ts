import { compareText } from "#components/live/compare-text.ts";
import type { MessageView, ReactionView } from "#lib/messages/events.ts";
import { quoteOf } from "#lib/messages/events.ts";
import type { Change } from "#lib/realtime/events.ts";

type Of<Kind extends Change["kind"]> = Extract<Change, { kind: Kind }>;
export type MessageChange = Of<
  "message.posted" | "message.edited" | "message.deleted" | "reaction.added" | "reaction.removed"
>;

export function isAboutMessage(change: Change): change is MessageChange {
  return change.kind.startsWith("message.") || change.kind.startsWith("reaction.");
}

/** What one message becomes by a change in its room: itself when the change does not touch it. */
export function changeMessage(message: MessageView, change: MessageChange): MessageView {
  switch (change.kind) {
    case "message.posted":
      return message.id === change.message.id ? change.message : message;
    case "message.edited":
      return message.id === change.message.id ? change.message : requote(message, change.message);
    case "message.deleted":
      return message.id === change.messageId
        ? deleted(message, change.deletedAt)
        : requote(message, { id: change.messageId, isDeleted: true, content: null, files: [] });
    case "reaction.added":
    case "reaction.removed":
      return message.id === change.messageId && !message.isDeleted
        ? react(message, change.reaction, change.userId, change.kind === "reaction.added")
        : message;
  }
}

/** The same array when nothing in it changed, so that whoever draws it can tell. */
export function changeMessages(messages: MessageView[], change: MessageChange): MessageView[] {
  const next = messages.map((message) => changeMessage(message, change));
  return next.some((message, index) => message !== messages[index]) ? next : messages;
}

function deleted(message: MessageView, deletedAt: string): MessageView {
  return {
    ...message,
    content: null,
    metadata: {},
    replyTo: null,
    files: [],
    reactions: [],
    isDeleted: true,
    deletedAt,
    updatedAt: deletedAt,
    editedAt: null,
  };
}

function requote(
  message: MessageView,
  source: Pick<MessageView, "id" | "isDeleted" | "content" | "files">,
): MessageView {
  if (message.replyTo?.id !== source.id) return message;
  const content = source.isDeleted ? null : quoteOf(source);
  return { ...message, replyTo: { ...message.replyTo, content, isDeleted: source.isDeleted } };
}

/** Who reacts goes to the end, also if the state is ahead and shows them already: so a replay ends in the server's order. */
function react(message: MessageView, reaction: string, userId: string, adds: boolean): MessageView {
  const known = message.reactions.find((entry) => entry.reaction === reaction);
  if (adds ? known?.userIds.at(-1) === userId : !known?.userIds.includes(userId)) return message;
  const others = known?.userIds.filter((id) => id !== userId) ?? [];
  const userIds = adds ? [...others, userId] : others;
  const kept = message.reactions.filter((entry) => entry !== known);
  const reactions = userIds.length === 0 ? kept : [...kept, pill(reaction, userIds)];
  return { ...message, reactions: reactions.sort((one, other) => compareText(one.reaction, other.reaction)) };
}

function pill(reaction: string, userIds: string[]): ReactionView {
  return { reaction, count: userIds.length, userIds };
}
