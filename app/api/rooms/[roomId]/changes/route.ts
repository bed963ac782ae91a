import { serve } from "#lib/http/web.ts";
import { getRoomChanges } from "#lib/realtime/endpoints.ts";

export const GET = serve(getRoomChanges);
