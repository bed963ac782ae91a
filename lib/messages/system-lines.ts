import { chatMessage } from "#db/schema/index.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { sealText } from "#lib/crypto/room-text.ts";
import { newId } from "#lib/ids.ts";
import type { Audience, MessageMetadata, SystemEvent } from "#lib/messages/events.ts";
import { contentPlace } from "#lib/messages/view.ts";
import { type LockedRoom, type LoggedWrite, logChange } from "#lib/realtime/log.ts";

export type SystemLine = { event: SystemEvent; text: string; actorId: string; userId?: string; audience?: Audience };

/**
 * Writes lines that the server says itself ("Ada added Grace") into a locked room, in one statement. They are sealed
 * like any message, but count for nobody as unread.
 */
export async function writeSystemLines(write: LoggedWrite, room: LockedRoom, lines: SystemLine[]): Promise<void> {
  if (lines.length === 0) return;
  const keys = (await roomKeys(write.tx, write.companyId, [room.id])).get(room.id);
  const rows = lines.map(({ event, text, actorId, userId, audience = "everyone" }) => {
    const id = newId();
    const place = contentPlace(write.companyId, room.id, { id, senderId: null, revision: 0 });
    const extraMetadata: MessageMetadata = { event, actorId, ...(userId && { userId }) };
    return {
      id,
      roomId: room.id,
      senderId: null,
      messageType: "system" as const,
      contentEncrypted: sealText(keys, audience, place, text),
      extraMetadata,
      audience,
      seq: logChange(write, room, "message.posted", { actorId, messageId: id }),
    };
  });
  await write.tx.insert(chatMessage).values(rows);
}
