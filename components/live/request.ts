import type { Problem } from "#lib/http/events.ts";

/** The server answered, and the answer is no. The message is the server's own sentence. */
export class RefusedError extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds to wait before asking again, where the server named them. */
  readonly retryAfter: number | null;

  constructor(problem: Pick<Problem, "status" | "code" | "detail">, retryAfter: number | null) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.retryAfter = retryAfter;
  }
}

/** No answer came: no network, no server, or too late. */
export class UnreachableError extends Error {
  constructor(cause?: unknown) {
    super("The server could not be reached.", { cause });
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const patience = 15_000;

export async function request<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? { accept: "application/json" } : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: "no-store",
    signal: AbortSignal.timeout(patience),
  }).catch((cause) => {
    throw new UnreachableError(cause);
  });
  if (!response.ok) throw await refusalOf(response);
  if (response.status === 204) return undefined as Answer;
  return response.json().catch((cause) => {
    throw new UnreachableError(cause);
  });
}

/** For SWR: the key is the path. */
export function read<Answer>(path: string): Promise<Answer> {
  return request<Answer>("GET", path);
}

export function retryAfterOf(response: Response): number | null {
  return secondsOf(response.headers.get("retry-after"));
}

function secondsOf(header: string | null): number | null {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

async function refusalOf(response: Response): Promise<RefusedError> {
  const problem = await response.json().catch(() => ({}));
  return refusedBy(response.status, problem, response.headers.get("retry-after"));
}

/** The refusal that an answer's status, problem and Retry-After say. */
export function refusedBy(status: number, problem: Partial<Problem>, retryAfter: string | null): RefusedError {
  const issue = problem.issues?.[0];
  const said = issue ? `This ${issue.message}.` : problem.detail;
  return new RefusedError(
    {
      status,
      code: problem.code ?? "unknown",
      detail: said ?? "The server answered with an error.",
    },
    secondsOf(retryAfter),
  );
}

/** What to tell a person about a request that failed. */
export function sentenceFor(error: unknown): string {
  return error instanceof RefusedError || error instanceof UnreachableError
    ? error.message
    : "Something went wrong on this page.";
}
