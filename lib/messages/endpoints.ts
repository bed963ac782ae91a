import { endpoint } from "#lib/http/endpoint.ts";
import { deleteMessage, editMessage, postMessage } from "#lib/messages/commands.ts";
import { editMessageInput, historyQuery, messageParams, postMessageInput, roomParams } from "#lib/messages/inputs.ts";
import { listRevisions, pageMessages, readMessage } from "#lib/messages/queries.ts";

export const getMessages = endpoint({
  method: "GET",
  path: "/api/rooms/{roomId}/messages",
  summary: "A page of a room's history",
  for: "signed-in",
  params: roomParams,
  query: historyQuery,
  run: async ({ db, viewer, params, query }) => ({
    status: 200,
    body: await pageMessages(db, viewer, { ...params, ...query }),
  }),
});

export const postMessages = endpoint({
  method: "POST",
  path: "/api/rooms/{roomId}/messages",
  summary: "Post a message; repeating a client id gives the same message",
  for: "signed-in",
  params: roomParams,
  body: postMessageInput,
  run: async ({ db, viewer, params, body }) => {
    const { message, isRepeat } = await postMessage(db, viewer, { ...body, ...params });
    return { status: isRepeat ? 200 : 201, body: { message } };
  },
});

export const getMessage = endpoint({
  method: "GET",
  path: "/api/rooms/{roomId}/messages/{messageId}",
  summary: "One message",
  for: "signed-in",
  params: messageParams,
  run: async ({ db, viewer, params }) => ({ status: 200, body: { message: await readMessage(db, viewer, params) } }),
});

export const patchMessage = endpoint({
  method: "PATCH",
  path: "/api/rooms/{roomId}/messages/{messageId}",
  summary: "Edit one's own message",
  for: "signed-in",
  params: messageParams,
  body: editMessageInput,
  run: async ({ db, viewer, params, body }) => ({
    status: 200,
    body: { message: await editMessage(db, viewer, { ...body, ...params }) },
  }),
});

export const removeMessage = endpoint({
  method: "DELETE",
  path: "/api/rooms/{roomId}/messages/{messageId}",
  summary: "Delete a message",
  for: "signed-in",
  params: messageParams,
  run: async ({ db, viewer, params }) => {
    await deleteMessage(db, viewer, params);
    return { status: 204 };
  },
});

export const getRevisions = endpoint({
  method: "GET",
  path: "/api/rooms/{roomId}/messages/{messageId}/revisions",
  summary: "What a message said before its edits",
  for: "signed-in",
  params: messageParams,
  run: async ({ db, viewer, params }) => ({
    status: 200,
    body: { revisions: await listRevisions(db, viewer, params) },
  }),
});
