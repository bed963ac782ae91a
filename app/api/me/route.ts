import { serve } from "#lib/http/web.ts";
import { getMyself, patchMyself } from "#lib/people/endpoints.ts";

export const GET = serve(getMyself);
export const PATCH = serve(patchMyself);
