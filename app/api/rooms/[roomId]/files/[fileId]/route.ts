import { getFile } from "#lib/files/endpoints.ts";
import { serve } from "#lib/http/web.ts";

export const GET = serve(getFile);
