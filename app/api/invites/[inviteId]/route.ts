import { serve } from "#lib/http/web.ts";
import { deleteInvite, getInviteOffer } from "#lib/invites/endpoints.ts";

// One segment, two meanings: whoever looks at an invite has its token, whoever takes it back its id.
export const GET = serve(getInviteOffer);
export const DELETE = serve(deleteInvite);
