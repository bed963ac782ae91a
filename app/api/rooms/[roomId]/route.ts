import { serve } from "#lib/http/web.ts";
import { getRoom, patchRoom, removeRoom } from "#lib/rooms/endpoints.ts";

export const GET = serve(getRoom);
export const PATCH = serve(patchRoom);
export const DELETE = serve(removeRoom);
