import type { CompanyAction } from "#lib/access/policy.ts";
import type { Stage } from "../../harness/stage.ts";

/** One thing to try in a company, outside any one room: the policy says which company roles may. */
export type CompanyCase = {
  route: string;
  what?: string;
  /** Without one: everybody who is signed in. */
  action?: CompanyAction;
  status: number;
  query?: string;
  body?: (stage: Stage) => unknown;
  /** A thing of our company. The other company's admin gets what a random id gives. */
  ids?: (stage: Stage) => Promise<Record<string, string>>;
  /** The thing is hidden from those who may not: they get 404 instead of 403. */
  isHidden?: true;
  /** The thing can be dealt with once: everybody gets one of their own. */
  isFresh?: true;
};

/** A customer whom nobody knows writes in; gives the room of their conversation. */
async function supportRoom({ ours, nobody }: Stage) {
  const { company } = await ours.ada.must("GET", "/api/me");
  const letter = { name: "Denise Martin", email: "denise@example.com", content: "E14 after the battery change" };
  const { room } = await nobody.elsewhere().must("POST", `/api/help/${company.slug}/conversations`, letter);
  return { roomId: room.id };
}

const opened = (room: object) => () => ({ name: "Opened by somebody", ...room });

export const companyCases: CompanyCase[] = [
  { route: "GET /api/me", status: 200 },
  { route: "GET /api/people", action: "people.list", status: 200 },
  { route: "GET /api/rooms", status: 200 },
  { route: "GET /api/rooms", what: "to browse", query: "?scope=browse", status: 200 },
  { route: "GET /api/search", query: "?q=hello", status: 200 },
  { route: "GET /api/sync", status: 200 },
  { route: "GET /api/sessions", status: 200 },
  { route: "POST /api/rooms", what: "group", body: opened({ type: "group" }), action: "room.openGroup", status: 201 },
  {
    route: "POST /api/rooms",
    what: "company",
    body: opened({ type: "company", enrolment: "open" }),
    action: "room.openCompany",
    status: 201,
  },
  {
    route: "POST /api/rooms",
    what: "support",
    body: opened({ type: "support" }),
    action: "room.openSupport",
    status: 201,
  },
  { route: "GET /api/search", query: "?q=engine", status: 200 },
  { route: "PATCH /api/me", body: () => ({ timeZone: "Europe/Berlin" }), status: 200 },
  { route: "GET /api/presence", status: 200 },
  { route: "POST /api/presence", body: () => ({ state: "active" }), status: 204 },
  { route: "GET /api/tokens", status: 200 },
  { route: "POST /api/tokens", body: () => ({ name: "A program" }), action: "token.make", status: 201 },
  { route: "GET /api/support/queue", action: "support.work", status: 200 },
  { route: "GET /api/support/cases/{roomId}", ids: supportRoom, action: "support.work", isHidden: true, status: 200 },
  {
    route: "PATCH /api/support/cases/{roomId}",
    ids: supportRoom,
    body: () => ({ priority: "high" }),
    action: "support.work",
    isHidden: true,
    status: 200,
  },
  {
    route: "POST /api/support/cases/{roomId}/claim",
    ids: supportRoom,
    action: "support.work",
    isHidden: true,
    isFresh: true,
    status: 200,
  },
  { route: "GET /api/invites", action: "invite.manage", status: 200 },
  { route: "POST /api/invites", body: () => ({ role: "employee" }), action: "invite.manage", status: 201 },
  {
    route: "DELETE /api/invites/{inviteId}",
    ids: async ({ ours }) => ({ inviteId: (await ours.ada.must("POST", "/api/invites", { role: "agent" })).id }),
    action: "invite.manage",
    status: 204,
  },
  { route: "GET /api/admin/people", action: "person.manage", status: 200 },
  {
    route: "PATCH /api/admin/people/{userId}",
    ids: async ({ ours }) => ({ userId: ours.edsger.id }),
    body: () => ({ role: "agent" }),
    action: "person.manage",
    status: 200,
  },
  { route: "GET /api/admin/rooms", action: "room.list", status: 200 },
  {
    route: "PUT /api/admin/rooms/{roomId}/owners/{userId}",
    ids: async ({ ours }) => ({
      roomId: await ours.ada.openRoom({ type: "company", name: "To be kept", enrolment: "open" }),
      userId: ours.edsger.id,
    }),
    action: "room.appoint",
    status: 200,
  },
  { route: "GET /api/admin/audit", action: "audit.read", status: 200 },
  { route: "GET /api/admin/rate-limits", action: "rateLimit.read", status: 200 },
];

/** What needs no sign-in, or a sign-in alone; each has its own test. */
export const otherRoutes: Record<string, string> = {
  "GET /api/stream": "a stream, not an answer",
  "DELETE /api/sessions/{sessionId}": "one's own alone",
  "DELETE /api/tokens/{tokenId}": "one's own alone",
  "POST /api/me/password": "for whoever knows the password",
  "POST /api/help/{companySlug}/conversations": "for anyone but colleagues",
  "GET /api/health": "for anyone",
  "GET /api/metrics": "for whoever has the METRICS_TOKEN",
  "GET /api/openapi.json": "for anyone",
  "GET /api/setup": "for anyone",
  "POST /api/setup": "for anyone, once",
  "GET /api/invites/{inviteId}": "for whoever has the token",
  "POST /api/invites/{inviteId}/accept": "for whoever has the token",
  ...Object.fromEntries(
    ["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => [`${method} /api/{path}`, "nothing"]),
  ),
};

/** Routes of next-auth's own making, with its cookies, CSRF token and redirects instead of our wrapper. */
export const exceptions: Record<string, string> = {
  "GET /api/auth/{nextauth}": "next-auth answers: nothing of a company is behind it but one's own name",
  "POST /api/auth/{nextauth}": "next-auth answers, after our own checks of origin, limit and password",
};
