import { deleteSession } from "#lib/auth/endpoints.ts";
import { serve } from "#lib/http/web.ts";

export const DELETE = serve(deleteSession);
