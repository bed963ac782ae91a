import { getHealth } from "#lib/health/endpoints.ts";
import { serve } from "#lib/http/web.ts";

export const GET = serve(getHealth);
