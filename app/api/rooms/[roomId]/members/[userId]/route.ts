import { serve } from "#lib/http/web.ts";
import { deleteMember, patchMember } from "#lib/members/endpoints.ts";

export const PATCH = serve(patchMember);
export const DELETE = serve(deleteMember);
