import { serve } from "#lib/http/web.ts";
import { getPresence, postPresence } from "#lib/presence/endpoints.ts";

export const GET = serve(getPresence);
export const POST = serve(postPresence);
