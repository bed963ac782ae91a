import { serve } from "#lib/http/web.ts";
import { getPeople } from "#lib/people/endpoints.ts";

export const GET = serve(getPeople);
