import { serve } from "#lib/http/web.ts";
import { getRoomRecords } from "#lib/rooms/endpoints.ts";

export const GET = serve(getRoomRecords);
