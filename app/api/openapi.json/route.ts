import { serve } from "#lib/http/web.ts";
import { getOpenApi } from "#lib/openapi/endpoints.ts";

export const GET = serve(getOpenApi);
