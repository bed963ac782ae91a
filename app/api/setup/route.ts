import { getSetup, postSetup } from "#lib/companies/endpoints.ts";
import { serve } from "#lib/http/web.ts";

export const GET = serve(getSetup);
export const POST = serve(postSetup);
