import { text } from "node:stream/consumers";
import { openDatabase } from "#db/client.ts";
import { chatMember, chatMessage, chatRoom, roomKey, searchProgress } from "#db/schema/index.ts";
import { makeRoomKey, roomKeys } from "#lib/crypto/room-keys.ts";
import { sealText } from "#lib/crypto/room-text.ts";
import { env } from "#lib/env.ts";
import { newId } from "#lib/ids.ts";
import { contentPlace } from "#lib/messages/view.ts";

/** Run as a process of its own with a server's settings: makes rooms, each with what was said in it, and prints their ids. */
type Task = { companyId: string; memberIds: string[]; texts: string[][] };

const { companyId, memberIds, texts } = JSON.parse(await text(process.stdin)) as Task;
const roomsAtOnce = 250;

const { DATABASE_URL, DATA_DIR } = env();
const { db, close } = await openDatabase({ DATABASE_URL, DATA_DIR });
const roomIds = texts.map(() => newId());
for (let first = 0; first < texts.length; first += roomsAtOnce) await fill(first, first + roomsAtOnce);
await db.insert(searchProgress).values({ companyId, pos: 0 }).onConflictDoNothing(); // nobody waits for old words here
await close();
process.stdout.write(JSON.stringify(roomIds));

async function fill(first: number, end: number): Promise<void> {
  const ids = roomIds.slice(first, end);
  await db.insert(chatRoom).values(
    ids.map((id, index) => {
      const count = texts[first + index]?.length ?? 0;
      return {
        id,
        companyId,
        type: "group" as const,
        name: `Room ${first + index}`,
        lastSeq: count,
        messageCount: count,
      };
    }),
  );
  await db.insert(roomKey).values(ids.map((id) => makeRoomKey(companyId, id, "everyone")));
  const role = "member" as const;
  await db
    .insert(chatMember)
    .values(ids.flatMap((roomId) => memberIds.map((userId) => ({ id: newId(), roomId, userId, role, joinedSeq: 0 }))));
  const keys = await roomKeys(db, companyId, ids);
  await db.insert(chatMessage).values(
    ids.flatMap((roomId, index) =>
      (texts[first + index] ?? []).map((said, number) => {
        const message = { id: newId(), roomId, senderId: memberIds[0] ?? null, messageType: "text" as const };
        const place = contentPlace(companyId, roomId, { ...message, revision: 0 });
        const contentEncrypted = sealText(keys.get(roomId), "everyone", place, said);
        return { ...message, contentEncrypted, seq: number + 1, ordinal: number + 1 };
      }),
    ),
  );
}
