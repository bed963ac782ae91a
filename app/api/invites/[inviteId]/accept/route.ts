import { serve } from "#lib/http/web.ts";
import { postInviteAccept } from "#lib/invites/endpoints.ts";

export const POST = serve(postInviteAccept);
