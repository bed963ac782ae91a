import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMessage, chatRoom } from "#db/schema/index.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { sentAt } from "#lib/search/searched-messages.ts";
import { merge } from "#lib/search/segment.ts";
import { holdSegments, type Listed, type Replacement, readSegments, replaceSegments } from "#lib/search/segments.ts";
import { type Placed, segmentsNear } from "#lib/search/segments-near.ts";
import { type SearchKey, searchKeysOf } from "#lib/search/tokens.ts";

/**
 * Takes away what a message could be found by, in the transaction that edits or deletes it and after its row was
 * written: whoever was just indexing the old text held the room's segments, and is done by now.
 */
export async function dropTokens(tx: Db, messageId: string): Promise<void> {
  const [message] = await tx
    .select({
      companyId: chatRoom.companyId,
      roomId: chatMessage.roomId,
      seq: chatMessage.seq,
      at: sentAt,
    })
    .from(chatMessage)
    .innerJoin(chatRoom, eq(chatRoom.id, chatMessage.roomId))
    .where(eq(chatMessage.id, messageId));
  if (!message) return;
  const { companyId, roomId } = message;
  await holdSegments(tx, [roomId]);
  const keys = searchKeysOf(await roomKeys(tx, companyId, [roomId]));
  const replacement = await withoutMessages(tx, companyId, keys, [message]);
  if (replacement.gone.length > 0) await replaceSegments(tx, companyId, keys, replacement);
}

/** The segments that hold these messages are to be written anew without them. `seen` is what was looked into for that. */
export async function withoutMessages(
  db: Db,
  companyId: string,
  keys: ReadonlyMap<string, SearchKey>,
  messages: Placed[],
): Promise<Replacement & { seen: string[] }> {
  const dropped = Map.groupBy(messages, ({ roomId }) => roomId);
  const near = await segmentsNear(db, companyId, keys, messages);
  const holding = near.flatMap(({ segment, seqs }) =>
    dropped.get(segment.roomId)?.some(({ seq }) => seqs.has(seq)) ? [segment] : [],
  );
  const segments = await readSegments(db, companyId, keys, holding);
  const written = segments.map((segment, index) => {
    const { roomId } = holding[index] as Listed;
    return { roomId, segment: merge([segment], new Set(dropped.get(roomId)?.map(({ seq }) => seq))) };
  });
  return { gone: holding, written, seen: near.map(({ segment }) => segment.id) };
}
