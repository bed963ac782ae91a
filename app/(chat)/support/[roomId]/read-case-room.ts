import { notFound } from "next/navigation";
import { cache } from "react";
import { caseTitle } from "#components/support/case-words.ts";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { openRoom } from "#lib/rooms/queries.ts";
import { caseParams } from "#lib/support/inputs.ts";
import { readCase } from "#lib/support/queries.ts";
import { orNotFound } from "../../rooms/[roomId]/read-room.ts";

/** The case of a page and its room, read once for title and content. Agents need not be members. */
export const readCaseRoom = cache(async (roomId: string) => {
  const params = caseParams.safeParse({ roomId });
  if (!params.success) notFound();
  const { db, viewer } = await pageViewer();
  const found = await orNotFound(readCase(db, viewer, params.data));
  const { room, me, members } = await orNotFound(openRoom(db, viewer, params.data));
  return { found, room, me, members, title: caseTitle(found) };
});
