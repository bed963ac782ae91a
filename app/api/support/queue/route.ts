import { serve } from "#lib/http/web.ts";
import { getQueue } from "#lib/support/endpoints.ts";

export const GET = serve(getQueue);
