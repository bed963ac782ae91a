import { serve } from "#lib/http/web.ts";
import { getMetrics } from "#lib/metrics/endpoints.ts";

export const GET = serve(getMetrics);
