import { serve } from "#lib/http/web.ts";
import { getRevisions } from "#lib/messages/endpoints.ts";

export const GET = serve(getRevisions);
