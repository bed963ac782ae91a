import { getSessions } from "#lib/auth/endpoints.ts";
import { serve } from "#lib/http/web.ts";

export const GET = serve(getSessions);
