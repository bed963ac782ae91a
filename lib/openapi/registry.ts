import * as audit from "#lib/audit/endpoints.ts";
import * as auth from "#lib/auth/endpoints.ts";
import * as companies from "#lib/companies/endpoints.ts";
import * as files from "#lib/files/endpoints.ts";
import * as health from "#lib/health/endpoints.ts";
import type { Endpoint } from "#lib/http/endpoint.ts";
import * as invites from "#lib/invites/endpoints.ts";
import * as members from "#lib/members/endpoints.ts";
import * as messages from "#lib/messages/endpoints.ts";
import * as metrics from "#lib/metrics/endpoints.ts";
import * as openapi from "#lib/openapi/endpoints.ts";
import * as people from "#lib/people/endpoints.ts";
import * as presence from "#lib/presence/endpoints.ts";
import * as rateLimits from "#lib/rate-limits/endpoints.ts";
import * as reactions from "#lib/reactions/endpoints.ts";
import * as readMarks from "#lib/read-marks/endpoints.ts";
import * as realtime from "#lib/realtime/endpoints.ts";
import * as rooms from "#lib/rooms/endpoints.ts";
import * as search from "#lib/search/endpoints.ts";
import * as support from "#lib/support/endpoints.ts";
import * as tokens from "#lib/tokens/endpoints.ts";

/** Every endpoint there is, with its name and the aggregate that it belongs to. (A function: it names its own module's.) */
export function registry(): { name: string; tag: string; endpoint: Endpoint }[] {
  const all: Record<string, Record<string, Endpoint>> = {
    companies,
    auth,
    people,
    presence,
    invites,
    tokens,
    rooms,
    members,
    messages,
    reactions,
    readMarks,
    files,
    search,
    realtime,
    support,
    audit,
    rateLimits,
    health,
    metrics,
    openapi,
  };
  return Object.entries(all).flatMap(([tag, endpoints]) =>
    Object.entries(endpoints).map(([name, endpoint]) => ({ name, tag, endpoint })),
  );
}
