import { serve } from "#lib/http/web.ts";
import { getCase, patchCase } from "#lib/support/endpoints.ts";

export const GET = serve(getCase);
export const PATCH = serve(patchCase);
