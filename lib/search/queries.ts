import type { Db } from "#db/client.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { forbidden } from "#lib/errors.ts";
import { takeToken } from "#lib/rate-limits/limiter.ts";
import { type AskedRoom, findCandidates, isNewer } from "#lib/search/candidates.ts";
import type { SearchHit, SearchPage } from "#lib/search/events.ts";
import { hitsAmong } from "#lib/search/hits.ts";
import type { SearchQuery } from "#lib/search/inputs.ts";
import { decodePlace, encodePlace } from "#lib/search/place.ts";
import { type SearchableRooms, searchableRooms } from "#lib/search/rooms.ts";
import { rememberingParts } from "#lib/search/segments.ts";
import { parseTerms, piecesOfTerms, type Term } from "#lib/search/terms.ts";
import { searchKeyOf, searchKeysOf, senderPiece, thingPiece, tokenOf } from "#lib/search/tokens.ts";

type Keys = Awaited<ReturnType<typeof roomKeys>>;

/** So many more candidates are looked up once as many as fill a page did not, before the asker is left to ask for more, */
const laterMost = 800;
/** and opened so many at a time. */
const openedAtOnce = 100;

/**
 * The messages that say all of what is asked for, newest first, of the rooms that the viewer may read now. Tokens give
 * candidates; each is opened and looked at before it counts. Throws the refusals of the door for a room that is named,
 * `forbidden` where the company has no search, `rate_limited`.
 */
export async function searchMessages(db: Db, viewer: Viewer, query: SearchQuery): Promise<SearchPage> {
  const start = query.cursor === undefined ? undefined : decodePlace(query.cursor);
  if (query.roomId) await accessRoom(db, viewer, query.roomId, "room.read");
  const within = await searchableRooms(db, viewer, query.roomId);
  if (!within.isOn) throw forbidden("Search is switched off for your company. An admin can switch it on.");
  await takeToken(db, "search", { companyId: viewer.companyId, user: viewer.userId });
  const terms = parseTerms(query.q ?? "");
  const keys = await roomKeys(db, viewer.companyId, within.rooms.keys());
  const asked = askedRooms(within, keys, piecesToAsk(query, terms));
  const place = { asked, readParts: rememberingParts(db, viewer.companyId, searchKeysOf(keys)) };
  const sought = { companyId: viewer.companyId, within, keys, terms };
  const hits: SearchHit[] = [];
  let beyond = start;
  for (const most of [query.limit, query.limit + laterMost]) {
    const found = await findCandidates(db, place, { ...query, beyond: start }, most + 1);
    const fresh = found.slice(0, most).filter((candidate) => !beyond || isNewer(beyond, candidate) < 0);
    for (let from = 0; from < fresh.length; from += openedAtOnce) {
      const some = fresh.slice(from, from + openedAtOnce);
      for await (const { candidate, hit } of hitsAmong(db, sought, some, query.limit)) {
        hits.push(hit);
        if (hits.length < query.limit) continue;
        return { hits, nextCursor: candidate === found.at(-1) ? null : encodePlace(candidate) };
      }
      beyond = some.at(-1);
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
