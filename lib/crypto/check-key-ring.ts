import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatRoom, roomKey } from "#db/schema/index.ts";
import { keyRing } from "#lib/crypto/key-ring.ts";
import { unwrapOrAlarm } from "#lib/crypto/room-keys.ts";

/** So many keys of a master key are tried before it is said to be another: single ones may be damaged. */
const samplesEach = 5;

/**
 * Makes sure that the ring has every master key that wraps a room's key, and that it is the same key still. Throws an
 * Error that names the one that fails: better not to start than to show a company that its history cannot be read.
 */
export async function checkKeyRing(db: Db): Promise<void> {
  const used = await db.selectDistinct({ id: roomKey.masterKeyId }).from(roomKey).orderBy(roomKey.masterKeyId);
  for (const { id } of used) {
    if (!keyRing().keys.has(id)) throw refusal(`MASTER_KEYS lacks the key ${id}`);
    const samples = await db
      .select({ row: roomKey, companyId: chatRoom.companyId })
      .from(roomKey)
      .innerJoin(chatRoom, eq(chatRoom.id, roomKey.roomId))
      .where(eq(roomKey.masterKeyId, id))
      .limit(samplesEach);
    const opens = samples.some(({ row, companyId }) => unwrapOrAlarm(companyId, row).length > 0);
    if (samples.length > 0 && !opens) throw refusal(`The key ${id} in MASTER_KEYS is not the one`);
  }
}

const refusal = (what: string) =>
  new Error(
    `${what} under which messages of this database are sealed. ` +
      "Give the key ring that this database was started with: without it nothing here can be read.",
  );
