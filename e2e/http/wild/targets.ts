import { randomUUID } from "node:crypto";

/** An endpoint that takes input, with a body it would take. */
export type Target = {
  route: string;
  method: string;
  path: string;
  params: string[];
  query: string;
  body: Record<string, unknown> | undefined;
};

const room = "/api/rooms/{roomId}";
const message = `${room}/messages/{messageId}`;

const taking: Record<string, Record<string, unknown> | string | null> = {
  "GET /api/sync": null,
  "GET /api/stream": null,
  "GET /api/people": null,
  "GET /api/rooms": null,
  "GET /api/admin/rate-limits": null,
  "GET /api/me": null,
  "PATCH /api/me": { name: "Ada Lovelace", initials: "AL", timeZone: "Europe/London" },
  "POST /api/me/password": { current: "not the password", next: "a new one for tests" },
  "GET /api/presence": null,
  "POST /api/presence": { state: "active" },
  "GET /api/sessions": null,
  "GET /api/tokens": null,
  "POST /api/tokens": { name: "Wild", expiresAt: "2999-01-01T00:00:00Z" },
  "DELETE /api/tokens/{tokenId}": null,
  "GET /api/search": "?q=wild",
  "GET /api/support/queue": null,
  "GET /api/support/cases/{roomId}": null,
  "PATCH /api/support/cases/{roomId}": { status: "open", priority: "low", tags: [], note: "Wild" },
  "POST /api/support/cases/{roomId}/claim": null,
  "POST /api/help/{companySlug}/conversations": { name: "W", email: "w@b.example", content: "Wild", subject: "Wild" },
  "GET /api/invites": null,
  "GET /api/admin/people": null,
  "GET /api/admin/audit": null,
  "GET /api/admin/rooms": null,
  "PUT /api/admin/rooms/{roomId}/owners/{userId}": null,
  "GET /api/setup": null,
  "GET /api/health": null,
  "GET /api/metrics": null,
  "GET /api/openapi.json": null,
  "POST /api/rooms": { type: "group", name: "Wild", memberIds: [] },
  "POST /api/setup": { company: { name: "Wild" }, admin: { name: "A", email: "a@b.example", password: "0123456789" } },
  "POST /api/invites": { role: "employee", email: "a@b.example", roomIds: [], maxUses: 1 },
  "POST /api/invites/{inviteId}/accept": { name: "A", email: "a@b.example", password: "0123456789" },
  "GET /api/invites/{inviteId}": null,
  "DELETE /api/invites/{inviteId}": null,
  "DELETE /api/sessions/{sessionId}": null,
  "PATCH /api/admin/people/{userId}": { role: "employee", isActive: true },
  [`GET ${room}`]: null,
  [`PATCH ${room}`]: { name: "Wild", topic: "Wild", isActive: true },
  [`GET ${room}/members`]: null,
  [`POST ${room}/members`]: { userId: randomUUID(), role: "member" },
  [`PATCH ${room}/members/{userId}`]: { role: "member" },
  [`DELETE ${room}/members/{userId}`]: null,
  [`PATCH ${room}/me`]: { notify: "all", mutedUntil: null },
  [`PUT ${room}/read`]: { seq: 1, unread: true },
  [`POST ${room}/typing`]: null,
  [`GET ${room}/changes`]: "?after=0",
  [`GET ${room}/messages`]: null,
  [`POST ${room}/messages`]: { content: "Hello", clientId: "c1", type: "text", audience: "everyone" },
  [`GET ${message}`]: null,
  [`PATCH ${message}`]: { content: "Edited" },
  [`GET ${message}/revisions`]: null,
  [`DELETE ${room}`]: null,
  [`DELETE ${message}`]: null,
  [`GET ${room}/files/{fileId}`]: null,
  [`DELETE ${message}/reactions/{reaction}`]: null,
  [`PUT ${message}/reactions/{reaction}`]: null,
};

/** What takes a file in, and has tests of its own. */
export const otherDoors = [`POST ${room}/files`];

export const targets: Target[] = Object.entries(taking).map(([route, given]) => {
  const [method = "", path = ""] = route.split(" ");
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const query = typeof given === "string" ? given : "";
  return { route, method, path, params, query, body: typeof given === "string" ? undefined : (given ?? undefined) };
});
