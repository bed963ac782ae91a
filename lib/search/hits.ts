import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { arrayOf } from "#db/array-of.ts";
import type { Db } from "#db/client.ts";
import { chatMessage } from "#db/schema/index.ts";
import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import type { Audience, MessageView } from "#lib/messages/events.ts";
import { viewMessages } from "#lib/messages/queries.ts";
import type { Candidate } from "#lib/search/candidates.ts";
import type { SearchHit } from "#lib/search/events.ts";
import type { SearchableRooms } from "#lib/search/rooms.ts";
import { openMessages, readMessages } from "#lib/search/searched-messages.ts";
import { snippetOf } from "#lib/search/snippet.ts";
import { findTerm, maySay, type Term } from "#lib/search/terms.ts";
import { textOf } from "#lib/search/tokens.ts";
import { type Word, wordsOf } from "#lib/search/words.ts";
import { briefOf } from "#lib/support/view.ts";

/** What a search looks for, and where: rooms that the asker may read now, with their keys. */
export type Sought = {
  companyId: string;
  within: SearchableRooms;
  keys: ReadonlyMap<string, RoomKeys>;
  terms: Term[];
};

/**
 * The candidates that say all of this once they are opened, in their order, with what is shown of them. They are viewed as
 * many at a time as a page has; of more than that, only those whose texts say it.
 */
export async function* hitsAmong(
  db: Db,
  sought: Sought,
  candidates: Candidate[],
  pageSize: number,
): AsyncGenerator<{ candidate: Candidate; hit: SearchHit }> {
  const saying = candidates.length > pageSize ? await thoseThatSay(db, sought, candidates) : candidates;
  for (let from = 0; from < saying.length; from += pageSize) {
    const shown = saying.slice(from, from + pageSize);
    const views = await viewCandidates(db, sought, shown);
    for (const candidate of shown) {
      const hit = hitOf(sought, views.get(nameOf(candidate)));
      if (hit) yield { candidate, hit };
    }
  }
}

/** Candidates are opened for their texts alone, which is a fraction of a view. */
async function thoseThatSay(
  db: Db,
  { companyId, within, keys, terms }: Sought,
  candidates: Candidate[],
): Promise<Candidate[]> {
  const sealed = await readMessages(db, areCandidates(candidates, within.audiences));
  const opened = await openMessages(db, companyId, keys, sealed);
  const names = new Set(opened.filter((message) => says(textOf(message), terms)).map(nameOf));
  return candidates.filter((candidate) => names.has(nameOf(candidate)));
}

async function viewCandidates(
  db: Db,
  { companyId, within }: Sought,
  candidates: Candidate[],
): Promise<Map<string, MessageView>> {
  const where = areCandidates(candidates, within.audiences);
  const views = await viewMessages(db, companyId, [...within.rooms.keys()], where);
  return new Map(views.map((view) => [nameOf(view), view]));
}

function areCandidates(candidates: Candidate[], audiences: Audience[]): SQL | undefined {
  const roomIds = arrayOf(candidates.map(({ roomId }) => roomId));
  const seqs = arrayOf(candidates.map(({ seq }) => seq));
  return and(
    sql`${chatMessage.id} = any(array(select search_messages(${roomIds}::uuid[], ${seqs}::bigint[])))`,
    inArray(chatMessage.audience, audiences),
    eq(chatMessage.isDeleted, false),
  );
}

const nameOf = ({ roomId, seq }: { roomId: string; seq: number }) => `${roomId} ${seq}`;

function hitOf({ companyId, within, keys, terms }: Sought, message: MessageView | undefined): SearchHit | null {
  const found = message && within.rooms.get(message.roomId);
  if (!found) return null;
  const text = textOf(message);
  const words = wordsOf(text);
  const places = placesIn(words, terms);
  if (!places) return null;
  const { room, brief } = found;
  const supportCase = briefOf(brief, { id: room.id, companyId }, keys.get(room.id));
  return {
    message,
    room: { ...room, ...(supportCase && { case: supportCase }) },
    snippet: snippetOf(text, words, places),
  };
}

const says = (text: string, terms: Term[]) => maySay(text, terms) && placesIn(wordsOf(text), terms) !== null;

/** Where a text's words say all of this, in their order; null where one term is not said. */
function placesIn(words: Word[], terms: Term[]): Word[] | null {
  const places: Word[] = [];
  for (const term of terms) {
    const said = findTerm(words, term);
    if (said.length === 0) return null;
    places.push(...said);
  }
  return places.toSorted((a, b) => a.start - b.start);
}
