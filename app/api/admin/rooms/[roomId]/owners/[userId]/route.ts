import { serve } from "#lib/http/web.ts";
import { putOwner } from "#lib/members/endpoints.ts";

export const PUT = serve(putOwner);
