import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { roomTitle } from "#components/sidebar/room-title.ts";
import { mayInCompany } from "#lib/access/policy.ts";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { isRefusal } from "#lib/errors.ts";
import { roomParams } from "#lib/rooms/inputs.ts";
import { openRoom } from "#lib/rooms/queries.ts";

/** The room of a page, read once for its title and its content. What is absent or hidden ends in the page that says so. */
export const readRoom = cache(async (roomId: string) => {
  const params = roomParams.safeParse({ roomId });
  if (!params.success) notFound();
  const { db, viewer } = await pageViewer();
  const { room, me, members } = await orNotFound(openRoom(db, viewer, params.data));
  if (room.type === "support" && mayInCompany("support.work", viewer.role)) redirect(`/support/${room.id}`);
  if (!me) notFound();
  return { room, me, members, title: roomTitle(room, viewer.userId) };
});

export async function orNotFound<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (isRefusal(error, "not_found")) notFound();
    throw error;
  }
}
