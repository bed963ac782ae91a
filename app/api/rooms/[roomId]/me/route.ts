import { serve } from "#lib/http/web.ts";
import { patchOwnMembership } from "#lib/members/endpoints.ts";

export const PATCH = serve(patchOwnMembership);
