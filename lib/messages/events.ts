export const messageTypes = ["text", "image", "file", "system", "action"] as const;
export type MessageType = (typeof messageTypes)[number];

export const audiences = ["everyone", "staff"] as const;
export type Audience = (typeof audiences)[number];

export type Person = { id: string; name: string };

export type ReactionView = { reaction: string; count: number; userIds: string[] };

/** What a reply shows of its source. `content` is cut to `quoteLength` characters; null once the source is deleted or cannot be opened. */
export type QuoteView = {
  id: string;
  seq: number;
  sender: Person | null;
  content: string | null;
  isDeleted: boolean;
};

export type FileView = { id: string; name: string; mediaType: string; size: number; width?: number; height?: number };

/** Whom a message called when it was posted, by name, or that it called everybody but its sender. */
export type Calls = { mentions?: string[]; callsRoom?: true };

/** What is said of calls, apart from all that stands beside it. */
export const callsOf = ({ mentions, callsRoom }: Calls): Calls => ({
  ...(mentions && { mentions }),
  ...(callsRoom && { callsRoom }),
});

/**
 * Facts beside the text. `event` and its ids belong to system lines; `unreadable` marks a message
 * whose sealed text could not be opened (its content is null).
 */
export type MessageMetadata = Calls & {
  event?: SystemEvent;
  actorId?: string;
  userId?: string;
  unreadable?: true;
};

export type SystemEvent =
  | "room_opened"
  | "room_renamed"
  | "topic_changed"
  | "room_archived"
  | "room_reopened"
  | "posting_changed"
  | "member_added"
  | "member_joined"
  | "member_left"
  | "member_removed"
  | "role_changed"
  | "case_claimed"
  | "case_handed_over"
  | "case_changed"
  | "case_solved"
  | "case_reopened";

/** A message as its room's members see it. A deleted one keeps its place but nothing of what was said. */
export type MessageView = {
  id: string;
  roomId: string;
  seq: number;
  clientId: string | null;
  type: MessageType;
  sender: Person | null;
  content: string | null;
  metadata: MessageMetadata;
  replyTo: QuoteView | null;
  files: FileView[];
  reactions: ReactionView[];
  audience: Audience;
  isDeleted: boolean;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
  editedAt: string | null;
};

export type MessagePage = { messages: MessageView[]; hasBefore: boolean; hasAfter: boolean; lastSeq: number };

export type RevisionView = { revision: number; content: string | null; createdAt: string };

/** The most characters of one message. */
export const contentMost = 10_000;

/** The most files that one message carries. */
export const filesMost = 10;

export const quoteLength = 200;

/**
 * The part of a message that its replies show: of its text at most `quoteLength` characters, never half a character;
 * without a text, the name of its first file. Null where there is nothing to show.
 */
export function quoteOf({ content, files }: Pick<MessageView, "content" | "files">): string | null {
  const said = content === "" ? (files[0]?.name ?? "") : content;
  if (said === null || said.length <= quoteLength) return said;
  return Array.from(said.slice(0, quoteLength * 2))
    .slice(0, quoteLength)
    .join("");
}

/** `/me waves` is an action: the text behind the command, and its type. Anything else is text as it stands. */
export function parseComposed(composed: string): { type: "text" | "action"; content: string } {
  const action = /^\/me[ \t]+(\S[\s\S]*)$/.exec(composed);
  return action?.[1] ? { type: "action", content: action[1] } : { type: "text", content: composed };
}
