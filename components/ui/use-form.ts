"use client";

import { unstable_rethrow } from "next/navigation";
import { useActionState, useState } from "react";
import type { ActionResult } from "#lib/http/events.ts";

export type Problem = Extract<ActionResult<unknown>, { ok: false }>["problem"];
type State = { problem: Problem | null; sent: FormData | null };

export const unreachable: Problem = {
  status: 503,
  code: "unavailable",
  detail: "The server did not answer. Check the connection, then try again.",
};

const none: ReadonlySet<string> = new Set();

/**
 * Runs a form through a server action. What was typed is kept when the action refuses, except for passwords.
 * `read` makes the action's input of the form's fields; `done` runs once the action has succeeded.
 */
export function useForm<Value>(
  action: (input: unknown) => Promise<ActionResult<Value>>,
  read: (fields: FormData) => unknown,
  done: (value: Value) => void,
) {
  const [mended, setMended] = useState<ReadonlySet<string>>(none);
  const [state, submit, isPending] = useActionState(
    async (_: State, fields: FormData): Promise<State> => {
      setMended(none);
      try {
        const result = await action(read(fields));
        if (!result.ok) return { problem: result.problem, sent: fields };
        done(result.value);
        return { problem: null, sent: null };
      } catch (error) {
        unstable_rethrow(error);
        return { problem: unreachable, sent: fields };
      }
    },
    { problem: null, sent: null },
  );

  /** Somebody changed a field: what was wrong with it need not be any more. */
  const touch = (field: string) => {
    if (state.problem && !mended.has(field)) setMended(new Set(mended).add(field));
  };

  /** What is wrong with one field, as a sentence. */
  const issueOf = (path: string): string | undefined => {
    if (mended.has(path)) return undefined;
    const issue = state.problem?.issues?.find((each) => each.path === path);
    return issue && `This ${issue.message}.`;
  };

  /** What was typed into a field before the action refused. */
  const kept = (field: string): string | undefined => {
    const value = state.sent?.get(field);
    return typeof value === "string" ? value : undefined;
  };

  return { submit, isPending, problem: state.problem, issueOf, touch, kept };
}

export type FormState = ReturnType<typeof useForm>;

/** What was typed into a text field; an empty one was left out. */
export function textOf(fields: FormData, name: string): string | undefined {
  const value = fields.get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
}
