import { serve } from "#lib/http/web.ts";
import { getSearch } from "#lib/search/endpoints.ts";

export const GET = serve(getSearch);
