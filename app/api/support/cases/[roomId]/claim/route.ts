import { serve } from "#lib/http/web.ts";
import { postClaim } from "#lib/support/endpoints.ts";

export const POST = serve(postClaim);
