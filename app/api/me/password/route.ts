import { postPassword } from "#lib/auth/endpoints.ts";
import { serve } from "#lib/http/web.ts";

export const POST = serve(postPassword);
