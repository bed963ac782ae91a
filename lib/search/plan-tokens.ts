import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { chatMessage } from "#db/schema/index.ts";
import { type RoomKeys, roomKeys } from "#lib/crypto/room-keys.ts";
import { log } from "#lib/log.ts";
import { withoutMessages } from "#lib/search/drop-tokens.ts";
import { openMessages, type ReadMessage, readMessages, type SearchedMessage } from "#lib/search/searched-messages.ts";
import { makeSegment, merge, type Segment, toMergeWith, wholeFrom } from "#lib/search/segment.ts";
import { listSegments, type Replacement, readSegments } from "#lib/search/segments.ts";
import { type SearchKey, searchKeyOf, searchKeysOf, tokensOfMessage } from "#lib/search/tokens.ts";

/** A message that the log or the history tells of. */
export type Told = { messageId: string; roomId: string };

/** What is to be written, and what it was made from: messages as they were, and the segments that were `seen`. */
export type Plan = Replacement & {
  roomIds: string[];
  keys: ReadonlyMap<string, SearchKey>;
  messages: ReadMessage[];
  seen: string[];
};

/**
 * Makes up, without holding anything, what these messages can be found by as they are now, in place of what stood there.
 * Those that are deleted or gone lose what they had. It is to be written only if all that it was made from still stands.
 */
export async function planTokens(db: Db, companyId: string, told: Told[]): Promise<Plan> {
  const ids = [...new Set(told.map(({ messageId }) => messageId))];
  const messages = await readMessages(db, oneOf(chatMessage.id, ids));
  const roomIds = [...new Set(messages.map(({ roomId }) => roomId))];
  const rooms = await roomKeys(db, companyId, roomIds);
  const keys = searchKeysOf(rooms);
  const without = await withoutMessages(db, companyId, keys, messages);
  const added = await addMessages(
    db,
    companyId,
    rooms,
    await openMessages(db, companyId, rooms, messages),
    without.gone,
  );
  return {
    roomIds,
    keys,
    messages,
    seen: [...without.seen, ...added.gone.map(({ id }) => id)],
    gone: [...without.gone, ...added.gone],
    written: [...without.written, ...added.written],
  };
}

/** Adds messages to their rooms' segments, but for those that are gone. */
async function addMessages(
  db: Db,
  companyId: string,
  rooms: ReadonlyMap<string, RoomKeys>,
  messages: SearchedMessage[],
  gone: Replacement["gone"],
): Promise<Replacement> {
  const added = Array.from(
    Map.groupBy(messages, ({ roomId }) => roomId),
    ([roomId, said]) => ({ roomId, segment: segmentOf(said, rooms.get(roomId)) }),
  ).filter(({ segment }) => segment.messages.length > 0);
  if (added.length === 0) return { gone: [], written: [] };
  const goneIds = new Set(gone.map(({ id }) => id));
  const small = (await listSegments(db, added, wholeFrom)).filter(({ id }) => !goneIds.has(id));
  const ofRooms = Map.groupBy(small, ({ roomId }) => roomId);
  const merged = added.flatMap(({ roomId, segment }) =>
    toMergeWith(ofRooms.get(roomId) ?? [], segment.messages.length),
  );
  const segments = await readSegments(db, companyId, searchKeysOf(rooms), merged);
  const read = Map.groupBy(
    segments.map((segment, index) => ({ segment, of: merged[index]?.roomId })),
    ({ of }) => of,
  );
  const written = added.map(({ roomId, segment }) => {
    const others = read.get(roomId);
    return { roomId, segment: others ? merge([...others.map((other) => other.segment), segment]) : segment };
  });
  return { gone: merged, written };
}

/** What these messages of one room can be found by. One whose key is missing raises an alarm and is left out. */
function segmentOf(messages: SearchedMessage[], room: RoomKeys | undefined): Segment {
  return makeSegment(
    messages.flatMap((message) => {
      const { id: messageId, roomId, audience, seq, at } = message;
      const key = searchKeyOf(room, audience);
      if (key && searchKeyOf(room, "everyone")) return { seq, at, tokens: tokensOfMessage(key, message) };
      log.alarm("A message cannot be indexed", new Error("its room's first key is missing"), { messageId, roomId });
      return [];
    }),
  );
}
