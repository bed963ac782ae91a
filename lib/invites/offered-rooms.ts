import type { Db } from "#db/client.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal } from "#lib/errors.ts";

/** Those of the rooms that the invite's maker may add people to just now. */
export async function offeredRooms(db: Db, maker: Viewer, roomIds: string[]): Promise<string[]> {
  const offered: string[] = [];
  for (const roomId of roomIds) {
    try {
      await accessRoom(db, maker, roomId, "member.add");
      offered.push(roomId);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return offered;
}
