import { serve } from "#lib/http/web.ts";
import { getSync } from "#lib/realtime/endpoints.ts";

export const GET = serve(getSync);
