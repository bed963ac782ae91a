import { serve } from "#lib/http/web.ts";
import { getInvites, postInvite } from "#lib/invites/endpoints.ts";

export const GET = serve(getInvites);
export const POST = serve(postInvite);
