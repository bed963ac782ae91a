import { isDatabaseAway, isRefusal, problems, Refusal } from "#lib/errors.ts";
import type { Answer } from "#lib/http/call.ts";
import type { Problem } from "#lib/http/events.ts";
import { log } from "#lib/log.ts";

/** Turns whatever was thrown into an answer. The unexpected is logged with its request id and told to nobody. */
export function problemAnswer(thrown: unknown, requestId: string): Answer {
  const refusal = refusalOf(thrown, requestId);
  const [status, title] = problems[refusal.code];
  const { issues, assignee } = refusal.extras;
  const body: Problem = {
    type: `urn:parley:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    detail: refusal.message,
    requestId,
    ...(issues && { issues }),
    ...(assignee && { assignee }),
  };
  return { status, body, headers: { "content-type": "application/problem+json", ...limitHeaders(refusal) } };
}

/** The refusal behind an error: itself, `unavailable` when the database is away, else `internal`. */
export function refusalOf(thrown: unknown, requestId: string): Refusal {
  if (isRefusal(thrown)) return thrown;
  log.error("A call failed", thrown, { requestId });
  if (isDatabaseAway(thrown)) {
    return new Refusal("unavailable", "The database cannot be reached just now. Try again in a few seconds.", {
      retryAfter: 5,
    });
  }
  return new Refusal(
    "internal",
    "Something went wrong on our side. Try again; if it stays, give your administrator the request id.",
  );
}

function limitHeaders({ extras }: Refusal): Record<string, string> {
  const { retryAfter, limit } = extras;
  return {
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    ...(limit && {
      "ratelimit-policy": `"${limit.policy}";q=${limit.burst};w=${limit.window}`,
      ratelimit: `"${limit.policy}";r=${limit.remaining};t=${retryAfter ?? 0}`,
    }),
  };
}
