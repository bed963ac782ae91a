import { serve } from "#lib/http/web.ts";
import { deleteReaction, putReaction } from "#lib/reactions/endpoints.ts";

export const PUT = serve(putReaction);
export const DELETE = serve(deleteReaction);
