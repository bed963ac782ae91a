import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMessage } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { forbidden } from "#lib/errors.ts";
import type { MessageView } from "#lib/messages/events.ts";
import { viewMessages } from "#lib/messages/queries.ts";
import { takeToken } from "#lib/rate-limits/limiter.ts";
import { type AskedRoom, type Candidate, findCandidates } from "#lib/search/candidates.ts";
import type { SearchHit, SearchPage } from "#lib/search/events.ts";
import type { SearchQuery } from "#lib/search/inputs.ts";
import { decodePlace, encodePlace } from "#lib/search/place.ts";
import { type SearchableRooms, searchableRooms } from "#lib/search/rooms.ts";
import { snippetOf } from "#lib/search/snippet.ts";
import { findTerm, parseTerms, piecesOfTerms, type Term } from "#lib/search/terms.ts";
import { searchKeyOf, senderPiece, textOf, thingPiece, tokenOf } from "#lib/search/tokens.ts";
import { wordsOf } from "#lib/search/words.ts";
import { briefOf } from "#lib/support/view.ts";

type Keys = Awaited<ReturnType<typeof roomKeys>>;

/** So many times candidates are opened for one page of hits before the asker is left to ask for more. */
const roundsMost = 5;
/** So many candidates are opened at a time once those of the first round turned out not to be enough. */
const laterMost = 200;

/**
 * The messages that say all of what is asked for, newest first, of the rooms that the viewer may read now. Tokens give
 * candidates; each is opened and looked at before it counts. Throws the refusals of the door for a room that is named,
 * `forbidden` where the company has no search, `rate_limited`.
 */
export async function searchMessages(db: Db, viewer: Viewer, query: SearchQuery): Promise<SearchPage> {
  let beyond = query.cursor === undefined ? undefined : decodePlace(query.cursor);
  if (query.roomId) await accessRoom(db, viewer, query.roomId, "room.read");
  const within = await searchableRooms(db, viewer, query.roomId);
  if (!within.isOn) throw forbidden("Search is switched off for your company. An admin can switch it on.");
  await takeToken(db, "search", { companyId: viewer.companyId, user: viewer.userId });
  const terms = parseTerms(query.q ?? "");
  const keys = await roomKeys(db, viewer.companyId, within.rooms.keys());
  const asked = askedRooms(within, keys, piecesToAsk(query, terms));
  const hits: SearchHit[] = [];
  for (let round = 0; round < roundsMost; round++) {
    const most = round === 0 ? query.limit : laterMost;
    const found = await findCandidates(db, viewer.companyId, asked, { ...query, beyond }, most + 1);
    const views = await openCandidates(db, viewer, within, found);
    for (const [index, candidate] of found.slice(0, most).entries()) {
      const hit = hitOf(viewer, views.get(candidate.messageId), terms, within, keys);
      if (hit) hits.push(hit);
      beyond = candidate;
      const isLast = index === found.length - 1;
      if (hits.length === query.limit) return { hits, nextCursor: isLast ? null : encodePlace(beyond) };
    }
    if (found.length <= most) return { hits, nextCursor: null };
  }
  return { hits, nextCursor: beyond ? encodePlace(beyond) : null };
}

function piecesToAsk({ q, from, has }: SearchQuery, terms: Term[]): string[] {
  if (q?.trim() && terms.length === 0) return [];
  return [...piecesOfTerms(terms), ...(from ? [senderPiece(from)] : []), ...(has ? [thingPiece(has)] : [])];
}

/** The pieces as each room's tokens, and for staff as those of its notes. */
function askedRooms({ rooms, audiences }: SearchableRooms, keys: Keys, pieces: string[]): AskedRoom[] {
  if (pieces.length === 0) return [];
  return [...rooms.keys()].flatMap((roomId) =>
    audiences.flatMap((audience) => {
      const key = searchKeyOf(keys.get(roomId), audience);
      return key ? [{ roomId, tokens: pieces.map((piece) => tokenOf(key, piece)) }] : [];
    }),
  );
}

async function openCandidates(
  db: Db,
  viewer: Viewer,
  { rooms, audiences }: SearchableRooms,
  candidates: Candidate[],
): Promise<Map<string, MessageView>> {
  if (candidates.length === 0) return new Map();
  const ids = candidates.map(({ messageId }) => messageId);
  const where = and(
    inArray(chatMessage.id, ids),
    inArray(chatMessage.audience, audiences),
    eq(chatMessage.isDeleted, false),
  );
  const views = await viewMessages(db, viewer.companyId, [...rooms.keys()], where);
  return new Map(views.map((view) => [view.id, view]));
}

/** The message as a hit, if it says all of this once it is opened. */
function hitOf(
  { companyId }: Viewer,
  message: MessageView | undefined,
  terms: Term[],
  { rooms }: SearchableRooms,
  keys: Keys,
): SearchHit | null {
  const found = message && rooms.get(message.roomId);
  if (!found) return null;
  const text = textOf(message);
  const words = wordsOf(text);
  const said = terms.map((term) => findTerm(words, term));
  if (said.some((places) => places.length === 0)) return null;
  const places = said.flat().toSorted((a, b) => a.start - b.start);
  const { room, brief } = found;
  const supportCase = briefOf(brief, { id: room.id, companyId }, keys.get(room.id));
  return {
    message,
    room: { ...room, ...(supportCase && { case: supportCase }) },
    snippet: snippetOf(text, words, places),
  };
}
