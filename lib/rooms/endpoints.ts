import { endpoint } from "#lib/http/endpoint.ts";
import { changeRoom, deleteRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { changeRoomInput, createRoomInput, listRoomsQuery, roomParams } from "#lib/rooms/inputs.ts";
import { browseRooms, listRooms, openRoom } from "#lib/rooms/queries.ts";
import { listRoomRecords } from "#lib/rooms/register.ts";

export const getRooms = endpoint({
  method: "GET",
  path: "/api/rooms",
  summary: "My rooms, and the cursor from which a stream goes on; or the open company rooms I could join",
  for: "signed-in",
  query: listRoomsQuery,
  run: async ({ db, viewer, query }) => ({
    status: 200,
    body: query.scope === "browse" ? { rooms: await browseRooms(db, viewer) } : await listRooms(db, viewer),
  }),
});

export const postRooms = endpoint({
  method: "POST",
  path: "/api/rooms",
  summary: "Open a room; a direct room that exists is given back",
  for: "signed-in",
  body: createRoomInput,
  run: async ({ db, viewer, body }) => {
    const { roomId, created } = await createRoom(db, viewer, body);
    const { room } = await openRoom(db, viewer, { roomId });
    return { status: created ? 201 : 200, body: { room } };
  },
});

export const getRoomRecords = endpoint({
  method: "GET",
  path: "/api/admin/rooms",
  summary: "The company's rooms; of private ones that one is not in, size and age",
  for: "signed-in",
  run: async ({ db, viewer }) => ({ status: 200, body: { rooms: await listRoomRecords(db, viewer) } }),
});

export const getRoom = endpoint({
  method: "GET",
  path: "/api/rooms/{roomId}",
  summary: "A room with its members, and my own standing in it",
  for: "signed-in",
  params: roomParams,
  run: async ({ db, viewer, params }) => ({ status: 200, body: await openRoom(db, viewer, params) }),
});

export const patchRoom = endpoint({
  method: "PATCH",
  path: "/api/rooms/{roomId}",
  summary: "Rename a room, set its topic or who may post, archive it",
  for: "signed-in",
  params: roomParams,
  body: changeRoomInput,
  run: async ({ db, viewer, params, body }) => ({
    status: 200,
    body: { room: await changeRoom(db, viewer, { ...body, ...params }) },
  }),
});

export const removeRoom = endpoint({
  method: "DELETE",
  path: "/api/rooms/{roomId}",
  summary: "Delete a room for good",
  for: "signed-in",
  params: roomParams,
  run: async ({ db, viewer, params }) => {
    await deleteRoom(db, viewer, params);
    return { status: 204 };
  },
});
