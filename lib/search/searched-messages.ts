import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { chatFile, chatMessage } from "#db/schema/index.ts";
import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import { openText } from "#lib/crypto/room-text.ts";
import { openFileName } from "#lib/files/file-keys.ts";
import type { Audience } from "#lib/messages/events.ts";
import { contentPlace } from "#lib/messages/view.ts";

/** A message as it is indexed: what it can be found by, and where it stands in its room. */
export type SearchedMessage = {
  id: string;
  roomId: string;
  seq: number;
  at: number;
  audience: Audience;
  senderId: string | null;
  content: string | null;
  files: { name: string; mediaType: string }[];
};

/** Messages as they are now, gone ones among them: those say nothing any more. */
export type ReadMessage = Awaited<ReturnType<typeof readMessages>>[number];

/** When a message was sent, in milliseconds since 1970. */
export const sentAt = sql<number>`(extract(epoch from ${chatMessage.createdAt}) * 1000)::float8`;

const columns = {
  id: chatMessage.id,
  roomId: chatMessage.roomId,
  seq: chatMessage.seq,
  type: chatMessage.messageType,
  senderId: chatMessage.senderId,
  contentEncrypted: chatMessage.contentEncrypted,
  audience: chatMessage.audience,
  revision: chatMessage.revision,
  isDeleted: chatMessage.isDeleted,
  at: sentAt,
};

/** Reads messages, sealed as they are. */
export const readMessages = (tx: Db, where: SQL | undefined) => tx.select(columns).from(chatMessage).where(where);

/** Opens the messages that people can find: none that is deleted, and no line that Parley wrote itself. */
export async function openMessages(
  tx: Db,
  companyId: string,
  keys: ReadonlyMap<string, RoomKeys>,
  rows: ReadMessage[],
): Promise<SearchedMessage[]> {
  const findable = rows.filter(({ isDeleted, type }) => !isDeleted && type !== "system");
  const files = await filesOf(
    tx,
    findable.filter(({ type }) => type === "image" || type === "file").map(({ id }) => id),
  );
  return findable.map(({ id, roomId, seq, at, audience, senderId, ...sealed }) => {
    const roomsKeys = keys.get(roomId);
    const { contentEncrypted, revision } = sealed;
    const place = contentPlace(companyId, roomId, { id, senderId, revision });
    const content = contentEncrypted && openText(roomsKeys, audience, place, contentEncrypted);
    const named = (files.get(id) ?? []).flatMap(({ mediaType, nameEncrypted, id: fileId }) => {
      const name = openFileName(roomsKeys, companyId, { id: fileId, roomId, audience, nameEncrypted });
      return name === null ? [] : [{ name, mediaType }];
    });
    return { id, roomId, seq, at, audience, senderId, content, files: named };
  });
}

async function filesOf(tx: Db, messageIds: string[]) {
  if (messageIds.length === 0) return new Map<string, never>();
  const { id, messageId, nameEncrypted, mediaType } = chatFile;
  const rows = await tx
    .select({ id, messageId, nameEncrypted, mediaType })
    .from(chatFile)
    .where(oneOf(chatFile.messageId, messageIds));
  return Map.groupBy(rows, (row) => row.messageId as string);
}
