import { endpoint } from "#lib/http/endpoint.ts";
import { markRead } from "#lib/read-marks/commands.ts";
import { readMarkInput, roomParams } from "#lib/rooms/inputs.ts";

export const putReadMark = endpoint({
  method: "PUT",
  path: "/api/rooms/{roomId}/read",
  summary: "Move my read mark",
  for: "signed-in",
  params: roomParams,
  body: readMarkInput,
  run: async ({ db, viewer, params, body }) => ({
    status: 200,
    body: await markRead(db, viewer, { ...body, ...params }),
  }),
});
