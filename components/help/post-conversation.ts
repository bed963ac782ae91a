import { unreachable } from "#components/ui/use-form.ts";
import type { ActionResult, Problem } from "#lib/http/events.ts";

type Started = { room: { id: string } };

/** Sends a new conversation. The answer brings the cookie by which this browser is known from then on. */
export async function postConversation(slug: string, conversation: unknown): Promise<ActionResult<Started>> {
  try {
    const response = await fetch(`/api/help/${slug}/conversations`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(conversation),
      signal: AbortSignal.timeout(15_000),
    });
    const answer = await response.json();
    if (response.ok) return { ok: true, value: answer as Started };
    const { status, code, detail, issues } = answer as Problem;
    const retryAfter = Number(response.headers.get("retry-after")) || undefined;
    return {
      ok: false,
      problem: { status, code, detail, ...(issues && { issues }), ...(retryAfter && { retryAfter }) },
    };
  } catch {
    return { ok: false, problem: unreachable };
  }
}
