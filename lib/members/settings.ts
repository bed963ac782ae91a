import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "#db/client.ts";
import { chatMember } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { forbidden } from "#lib/errors.ts";
import type { OwnMembership } from "#lib/rooms/events.ts";
import type { ownSettingsInput } from "#lib/rooms/inputs.ts";
import { openRoom } from "#lib/rooms/queries.ts";

/** Sets what a room may notify one of, and until when it is mute. Throws the refusals of the room's door. */
export async function changeOwnSettings(
  db: Db,
  viewer: Viewer,
  { roomId, notify, mutedUntil }: z.output<typeof ownSettingsInput> & { roomId: string },
): Promise<OwnMembership | null> {
  const { member } = await accessRoom(db, viewer, roomId, "room.markRead");
  if (!member) throw forbidden("Only members have settings here.");
  await db
    .update(chatMember)
    .set({
      ...(notify && { notify }),
      ...(mutedUntil !== undefined && { mutedUntil: mutedUntil === null ? null : new Date(mutedUntil) }),
    })
    .where(and(eq(chatMember.roomId, roomId), eq(chatMember.userId, viewer.userId)));
  return (await openRoom(db, viewer, { roomId })).me;
}
