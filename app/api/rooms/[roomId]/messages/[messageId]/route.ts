import { serve } from "#lib/http/web.ts";
import { getMessage, patchMessage, removeMessage } from "#lib/messages/endpoints.ts";

export const GET = serve(getMessage);
export const PATCH = serve(patchMessage);
export const DELETE = serve(removeMessage);
