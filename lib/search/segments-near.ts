import type { Db } from "#db/client.ts";
import { decodeMessages } from "#lib/search/segment-codec.ts";
import { type Listed, listSegments, messagesPart, readParts } from "#lib/search/segments.ts";
import type { SearchKey } from "#lib/search/tokens.ts";

/** A message where segments have it: in its room, by its number and the time when it was sent (ms). */
export type Placed = { roomId: string; seq: number; at: number };

/** A segment, and the numbers of its messages: none where their list does not open. */
export type Near = { segment: Listed; seqs: ReadonlySet<number> };

/** The segments in which these messages are, if they are in any: those of the same rooms and times. */
export async function segmentsNear(
  db: Db,
  companyId: string,
  keys: ReadonlyMap<string, SearchKey>,
  messages: Placed[],
): Promise<Near[]> {
  const stretches = Array.from(
    Map.groupBy(messages, ({ roomId }) => roomId),
    ([roomId, said]) => {
      const times = said.map(({ at }) => at);
      return { roomId, from: Math.min(...times), to: Math.max(...times) };
    },
  );
  const near = await listSegments(db, stretches);
  if (near.length === 0) return [];
  const asked = near.map((segment) => ({ segment, number: messagesPart }));
  const parts = await readParts(db, companyId, keys, asked);
  return near.map((segment, index) => {
    const part = parts[index];
    return { segment, seqs: new Set(part && decodeMessages(part).map(({ seq }) => seq)) };
  });
}

/**
 * Those of these messages that no segment holds. What one holds is as it is now: whoever edits or deletes a message
 * takes it out of its segment in the same transaction.
 */
export async function notIndexed<Message extends Placed>(
  db: Db,
  companyId: string,
  keys: ReadonlyMap<string, SearchKey>,
  messages: Message[],
): Promise<Message[]> {
  const near = Map.groupBy(await segmentsNear(db, companyId, keys, messages), ({ segment }) => segment.roomId);
  return messages.filter(({ roomId, seq }) => !near.get(roomId)?.some(({ seqs }) => seqs.has(seq)));
}
