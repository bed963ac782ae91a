import { accessRoom } from "#lib/access/access-room.ts";
import { endpoint } from "#lib/http/endpoint.ts";
import { tell } from "#lib/realtime/bus.ts";
import { cursorQuery, roomChangesQuery } from "#lib/realtime/inputs.ts";
import { roomChanges, syncChanges } from "#lib/realtime/sync.ts";
import { roomParams } from "#lib/rooms/inputs.ts";

export const getSync = endpoint({
  method: "GET",
  path: "/api/sync",
  summary: "What I missed since a cursor, for clients that poll",
  for: "signed-in",
  query: cursorQuery,
  run: async ({ db, viewer, query }) => ({ status: 200, body: await syncChanges(db, viewer, query) }),
});

export const getRoomChanges = endpoint({
  method: "GET",
  path: "/api/rooms/{roomId}/changes",
  summary: "One room's log, to fill a hole",
  for: "signed-in",
  params: roomParams,
  query: roomChangesQuery,
  run: async ({ db, viewer, params, query }) => ({
    status: 200,
    body: await roomChanges(db, viewer, { ...params, ...query }),
  }),
});

export const postTyping = endpoint({
  method: "POST",
  path: "/api/rooms/{roomId}/typing",
  summary: "Show the others that I am typing",
  for: "signed-in",
  params: roomParams,
  run: async ({ db, viewer, params: { roomId } }) => {
    await accessRoom(db, viewer, roomId, "room.type");
    tell(viewer.companyId, { kind: "typing", roomId, userId: viewer.userId });
    return { status: 204 };
  },
});

/** Checked like every call; what it answers with is no JSON but a stream, which each server writes in its own way. */
export const getStream = endpoint({
  method: "GET",
  path: "/api/stream",
  summary: "Everything that happens in my rooms, as it happens",
  for: "signed-in",
  query: cursorQuery,
  run: async () => ({ status: 406 }),
});
