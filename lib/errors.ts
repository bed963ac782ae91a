/** Every way in which Parley refuses: a stable code, its HTTP status, and the title of its kind. One table. */
export const problems = {
  not_signed_in: [401, "Not signed in"],
  wrong_credentials: [401, "Not signed in"],
  foreign_origin: [403, "Refused"],
  forbidden: [403, "Not allowed"],
  setup_code_needed: [403, "Not allowed"],
  not_found: [404, "Not found"],
  method_not_allowed: [405, "Method not allowed"],
  body_too_large: [413, "Too large"],
  unsupported_media_type: [415, "Wrong type"],
  malformed_json: [400, "Malformed"],
  malformed_request: [400, "Malformed"],
  headers_too_large: [431, "Too large"],
  request_timeout: [408, "Too slow"],
  invalid_input: [422, "Invalid input"],
  range_not_satisfiable: [416, "No such bytes"],
  rate_limited: [429, "Too many requests"],
  client_id_reused: [409, "Conflict"],
  last_owner: [409, "Conflict"],
  message_deleted: [409, "Conflict"],
  already_set_up: [409, "Conflict"],
  email_taken: [409, "Conflict"],
  invite_used_up: [409, "Conflict"],
  last_admin: [409, "Conflict"],
  too_many_reactions: [409, "Conflict"],
  already_claimed: [409, "Conflict"],
  too_many_tokens: [409, "Conflict"],
  internal: [500, "Something went wrong"],
  unavailable: [503, "Unavailable"],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;
export type Issue = { path: string; message: string };

type Extras = {
  issues?: Issue[];
  retryAfter?: number;
  /** Who holds what one wanted to claim. */
  assignee?: { id: string; name: string };
  limit?: { policy: string; remaining: number; burst: number; window: number };
};

const brand = Symbol.for("parley.refusal");

/**
 * A refusal with a sentence for the person. Next's bundles and the server hold two copies of this class:
 * recognise it by `isRefusal`, never by `instanceof`.
 */
export class Refusal extends Error {
  readonly [brand] = true;
  readonly code: ProblemCode;
  readonly extras: Extras;

  constructor(code: ProblemCode, detail: string, extras: Extras = {}) {
    super(detail);
    this.name = "Refusal";
    this.code = code;
    this.extras = extras;
  }
}

export function isRefusal(error: unknown, code?: ProblemCode): error is Refusal {
  return typeof error === "object" && error !== null && brand in error && (!code || (error as Refusal).code === code);
}

/** The one answer for what is absent, hidden or another company's. */
export const notFound = () => new Refusal("not_found", "There is nothing here, or it is not yours to see.");

export const notSignedIn = () => new Refusal("not_signed_in", "Sign in first.");

export const forbidden = (detail: string) => new Refusal("forbidden", detail);

export const invalid = (path: string, message: string) =>
  new Refusal("invalid_input", "Some of what was sent cannot be used. See the issues.", {
    issues: [{ path, message }],
  });

/** The SQLSTATE or system code of a database error, however deep the drivers wrapped it; undefined for anything else. */
export function databaseCode(error: unknown): string | undefined {
  const codes = causesOf(error).map((cause) => (cause as { code?: unknown }).code);
  return codes.find((code) => typeof code === "string");
}

/**
 * The database is away, refuses connections or lets nobody write: worth another try soon (PostgreSQL's error classes 08, 53
 * and 57, and 25006 of a standby). Where the connection broke, what was asked for may have been done.
 */
export function isDatabaseAway(error: unknown): boolean {
  const code = databaseCode(error);
  if (code !== undefined) return /^(08|53|57)|^(25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/.test(code);
  if (isReadTimeout(error)) return true;
  return causesOf(error).some((cause) => brokenConnection.test(cause.message ?? "") || isSocketEvent(cause));
}

/** What Neon's driver throws where its WebSocket fails: the event itself. */
const isSocketEvent = (thrown: object): boolean => "type" in thrown && thrown.type === "error";

/** The database took a statement and did not answer in time. */
export const isReadTimeout = (error: unknown): boolean =>
  causesOf(error).some(({ message }) => message === "Query read timeout");

/** What the drivers say of it themselves, without a code. */
const brokenConnection =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/;

/** What was thrown and what it came of; not all that is thrown is an Error. */
function causesOf(thrown: unknown): Partial<Error>[] {
  const causes: Partial<Error>[] = [];
  for (let at = thrown; typeof at === "object" && at !== null && causes.length < 5; at = (at as Partial<Error>).cause)
    causes.push(at);
  return causes;
}

/**
 * An error as a log may show it: what the database called it and where it happened, but no statement and no
 * parameters, for those may hold what people wrote.
 */
export function accountOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return isSocketEvent(Object(thrown)) ? "a socket failed" : typeof thrown;
  const code = databaseCode(thrown);
  const message = thrown.message.startsWith("Failed query") ? "a statement failed" : thrown.message;
  const frames = (thrown.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [`${thrown.name}${code ? ` ${code}` : ""}: ${message}`, ...frames.slice(0, 12)].join("\n");
}
