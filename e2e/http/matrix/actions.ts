import { randomUUID } from "node:crypto";
import type { Headers, Reply } from "../../harness/http.ts";
import type { Person } from "../../harness/person.ts";
import type { Stage } from "../../harness/stage.ts";
import { builtActions } from "./enumerate.ts";

const built = builtActions();

/** Calls a server action as Next's own client does. A string goes as it is. */
export function callAction(person: Person, name: string, input: unknown, headers: Headers = {}): Promise<Reply> {
  const action = built.get(name);
  if (!action) throw new Error(`The build has no action ${name}`);
  const body = typeof input === "string" || input instanceof Buffer ? input : JSON.stringify([input]);
  const named = { accept: "text/x-component", "next-action": action.id, "content-type": "text/plain;charset=UTF-8" };
  return person.call("POST", action.path, body, { ...named, ...headers });
}

/** What an action gave back: 200, or the status of its problem; undefined where Next answered something else. */
export function outcomeOf({ text }: Reply): number | undefined {
  const line = /^1:(\{.*\})$/m.exec(text)?.[1];
  const result = line && JSON.parse(line);
  if (!result) return undefined;
  return result.ok ? 200 : result.problem.status;
}

type Refused = { who: (stage: Stage) => Person; status: number };

/** An action's input that would succeed for the right person, and those for whom it must not. */
export type ActionCase = {
  input: (stage: Stage) => Promise<unknown>;
  /** Without it: anyone may call, signed in or not; what it then does is shown elsewhere. */
  refused: Refused[];
  allowed?: (stage: Stage) => Person;
};

const signedOut: Refused = { who: ({ nobody }) => nobody, status: 401 };
const customer = (status: number): Refused => ({ who: ({ ours }) => ours.carol, status });
const employee = (status: number): Refused => ({ who: ({ ours }) => ours.alan, status });
const otherCompany = (status: number): Refused => ({ who: ({ theirs }) => theirs.ada, status });
const admin = ({ ours }: Stage) => ours.ada;

export const actionCases: Record<string, ActionCase> = {
  createRoomAction: {
    input: async ({ ours }) => ({ type: "group", name: "By an action", memberIds: [ours.grace.id] }),
    refused: [signedOut, customer(403), otherCompany(404)],
    allowed: ({ ours }) => ours.alan,
  },
  joinRoomAction: {
    input: async ({ ours }) => ({
      roomId: await ours.ada.openRoom({ type: "company", name: "Open to all", enrolment: "open" }),
    }),
    refused: [signedOut, customer(404), otherCompany(404)],
    allowed: ({ ours }) => ours.alan,
  },
  revokeSessionAction: {
    input: async ({ ours }) => ({ sessionId: (await ours.linus.must("GET", "/api/me")).session.id }),
    refused: [signedOut, employee(404), otherCompany(404)],
    allowed: ({ ours }) => ours.linus,
  },
  createInviteAction: {
    input: async () => ({ role: "employee" }),
    refused: [signedOut, customer(403), employee(403)],
    allowed: admin,
  },
  revokeInviteAction: {
    input: async ({ ours }) => ({ inviteId: (await ours.ada.must("POST", "/api/invites", { role: "employee" })).id }),
    refused: [signedOut, customer(403), employee(403), otherCompany(404)],
    allowed: admin,
  },
  appointOwnerAction: {
    input: async ({ ours }) => ({
      roomId: await ours.ada.openRoom({ type: "company", name: "To be kept", enrolment: "open" }),
      userId: ours.grace.id,
    }),
    refused: [signedOut, customer(403), employee(403), otherCompany(404)],
    allowed: admin,
  },
  changePersonAction: {
    input: async ({ ours }) => ({ userId: ours.edsger.id, role: "agent" }),
    refused: [signedOut, customer(403), employee(403), otherCompany(404)],
    allowed: admin,
  },
  setSearchAction: {
    input: async () => ({ enabled: true }),
    refused: [signedOut, customer(403), employee(403)],
    allowed: admin,
  },
  changeProfileAction: {
    input: async () => ({ timeZone: "Europe/Berlin" }),
    refused: [signedOut],
    allowed: ({ ours }) => ours.alan,
  },
  changePasswordAction: {
    input: async () => ({ current: "not the password", next: "a new one for tests" }),
    refused: [signedOut, employee(422)],
  },
  createTokenAction: {
    input: async () => ({ name: "A program" }),
    refused: [signedOut, customer(403)],
    allowed: ({ ours }) => ours.alan,
  },
  revokeTokenAction: {
    input: async ({ ours }) => ({ tokenId: (await ours.grace.must("POST", "/api/tokens", { name: "A program" })).id }),
    refused: [signedOut, employee(404), otherCompany(404)],
    allowed: ({ ours }) => ours.grace,
  },
  signOutAction: { input: async () => ({}), refused: [] },
  signInAction: {
    input: async ({ ours }) => ({ email: ours.alan.email, password: "not the password" }),
    refused: [signedOut, employee(401)],
  },
  setUpAction: {
    input: async () => ({
      company: { name: "Second" },
      admin: { name: "Eve", email: "eve@example.com", password: "let me in, please" },
    }),
    refused: [
      { ...signedOut, status: 409 },
      { who: admin, status: 409 },
    ],
  },
  acceptInviteAction: {
    input: async () => ({
      token: randomUUID(),
      name: "Eve",
      email: "eve@example.com",
      password: "let me in, please",
    }),
    refused: [
      { ...signedOut, status: 404 },
      { who: admin, status: 404 },
    ],
  },
};
