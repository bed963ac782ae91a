import { serve } from "#lib/http/web.ts";
import { getMessages, postMessages } from "#lib/messages/endpoints.ts";

export const GET = serve(getMessages);
export const POST = serve(postMessages);
