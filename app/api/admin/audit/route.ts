import { getAudit } from "#lib/audit/endpoints.ts";
import { serve } from "#lib/http/web.ts";

export const GET = serve(getAudit);
