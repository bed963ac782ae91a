import type { MessageView } from "#lib/messages/events.ts";
import type { RoomType } from "#lib/rooms/events.ts";
import type { CaseBrief } from "#lib/support/events.ts";

/** The most characters of what is looked for. */
export const askedMost = 200;

/** What a found message may bring along: a file of any kind, a link in its text, an image. */
export const searchableThings = ["file", "link", "image"] as const;
export type SearchableThing = (typeof searchableThings)[number];

/** A piece of a result's text; `match` marks what was looked for. */
export type SnippetPart = { text: string; match: boolean };

export type SearchHit = {
  message: MessageView;
  room: { id: string; name: string | null; type: RoomType; case?: CaseBrief };
  snippet: SnippetPart[];
};

/** Hits, newest first. A page may be short, even empty, and yet have a `nextCursor`: then there is more to look through. */
export type SearchPage = { hits: SearchHit[]; nextCursor: string | null };
