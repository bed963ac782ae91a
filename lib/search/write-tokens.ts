import { and, asc, eq, inArray, ne } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMessage, messageSearch } from "#db/schema/index.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { log } from "#lib/log.ts";
import { viewMessages } from "#lib/messages/queries.ts";
import { piecesOfMessage, searchKeyOf, tokenOf } from "#lib/search/tokens.ts";

/**
 * Writes what these messages can be found by as they are now, in place of what stood there. Those that are deleted or
 * gone lose what they had. The messages' rows are held until the transaction ends: an edit or deletion comes before this
 * or after it, never between its reading and its writing.
 */
export async function writeTokens(tx: Db, companyId: string, messageIds: string[]): Promise<void> {
  if (messageIds.length === 0) return;
  const held = await tx
    .select({ id: chatMessage.id, roomId: chatMessage.roomId })
    .from(chatMessage)
    .where(
      and(inArray(chatMessage.id, messageIds), eq(chatMessage.isDeleted, false), ne(chatMessage.messageType, "system")),
    )
    .orderBy(asc(chatMessage.id))
    .for("share");
  const ids = held.map(({ id }) => id);
  const roomIds = held.map(({ roomId }) => roomId);
  const messages = await viewMessages(tx, companyId, roomIds, inArray(chatMessage.id, ids));
  const keys = await roomKeys(tx, companyId, roomIds);
  const rows = messages.flatMap((message) => {
    const { id: messageId, roomId, audience, createdAt } = message;
    const key = searchKeyOf(keys.get(roomId), audience);
    if (!key) {
      log.alarm("A message cannot be indexed", new Error("its room's first key is missing"), { messageId, roomId });
      return [];
    }
    const tokens = piecesOfMessage(message).map((piece) => tokenOf(key, piece));
    return [{ messageId, companyId, roomId, createdAt: new Date(createdAt), tokens: inNoOrder(tokens) }];
  });
  await tx.delete(messageSearch).where(inArray(messageSearch.messageId, messageIds));
  if (rows.length > 0) await tx.insert(messageSearch).values(rows);
}

/** Sorted by what they came to: in the order of the text they would tell which words stand beside each other. */
const inNoOrder = (tokens: bigint[]): bigint[] => [...BigInt64Array.from(tokens).sort()];
