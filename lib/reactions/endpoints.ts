import { endpoint } from "#lib/http/endpoint.ts";
import { addReaction, removeReaction } from "#lib/reactions/commands.ts";
import { reactionParams } from "#lib/reactions/inputs.ts";

const path = "/api/rooms/{roomId}/messages/{messageId}/reactions/{reaction}";

export const putReaction = endpoint({
  method: "PUT",
  path,
  summary: "React to a message",
  for: "signed-in",
  params: reactionParams,
  run: async ({ db, viewer, params }) => {
    await addReaction(db, viewer, params);
    return { status: 204 };
  },
});

export const deleteReaction = endpoint({
  method: "DELETE",
  path,
  summary: "Take a reaction back",
  for: "signed-in",
  params: reactionParams,
  run: async ({ db, viewer, params }) => {
    await removeReaction(db, viewer, params);
    return { status: 204 };
  },
});
