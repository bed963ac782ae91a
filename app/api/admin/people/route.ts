import { serve } from "#lib/http/web.ts";
import { getPeopleRecords } from "#lib/people/endpoints.ts";

export const GET = serve(getPeopleRecords);
