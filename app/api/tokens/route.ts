import { serve } from "#lib/http/web.ts";
import { getTokens, postTokens } from "#lib/tokens/endpoints.ts";

export const GET = serve(getTokens);
export const POST = serve(postTokens);
