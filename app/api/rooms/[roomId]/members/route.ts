import { serve } from "#lib/http/web.ts";
import { getMembers, postMembers } from "#lib/members/endpoints.ts";

export const GET = serve(getMembers);
export const POST = serve(postMembers);
