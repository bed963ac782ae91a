import { serve } from "#lib/http/web.ts";
import { postTyping } from "#lib/realtime/endpoints.ts";

export const POST = serve(postTyping);
