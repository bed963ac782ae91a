import { serve } from "#lib/http/web.ts";
import { deleteToken } from "#lib/tokens/endpoints.ts";

export const DELETE = serve(deleteToken);
