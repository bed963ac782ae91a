import { serve } from "#lib/http/web.ts";
import { getRooms, postRooms } from "#lib/rooms/endpoints.ts";

export const GET = serve(getRooms);
export const POST = serve(postRooms);
