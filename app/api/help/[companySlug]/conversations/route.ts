import { serve } from "#lib/http/web.ts";
import { postConversation } from "#lib/support/endpoints.ts";

export const POST = serve(postConversation);
