import { serve } from "#lib/http/web.ts";
import { patchPerson } from "#lib/people/endpoints.ts";

export const PATCH = serve(patchPerson);
