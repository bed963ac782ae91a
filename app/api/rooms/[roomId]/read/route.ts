import { serve } from "#lib/http/web.ts";
import { putReadMark } from "#lib/read-marks/endpoints.ts";

export const PUT = serve(putReadMark);
