import { serve } from "#lib/http/web.ts";
import { getRateLimits } from "#lib/rate-limits/endpoints.ts";

export const GET = serve(getRateLimits);
