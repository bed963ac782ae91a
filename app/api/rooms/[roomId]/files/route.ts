import { postFile } from "#lib/files/endpoints.ts";
import { serve } from "#lib/http/web.ts";

export const POST = serve(postFile);
