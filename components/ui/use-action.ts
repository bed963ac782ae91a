"use client";

import { unstable_rethrow } from "next/navigation";
import { useState, useTransition } from "react";
import { type Problem, unreachable } from "#components/ui/use-form.ts";
import type { ActionResult } from "#lib/http/events.ts";

/** Runs a server action for a button: one at a time, with what went wrong in words. */
export function useAction<Value>(
  action: (input: unknown) => Promise<ActionResult<Value>>,
  done: (value: Value) => void = () => {},
) {
  const [isPending, start] = useTransition();
  const [problem, setProblem] = useState<Problem | null>(null);

  const run = (input: unknown) => {
    if (isPending) return;
    start(async () => {
      const result = await action(input).catch((error): ActionResult<Value> => {
        unstable_rethrow(error);
        return { ok: false, problem: unreachable };
      });
      setProblem(result.ok ? null : result.problem);
      if (result.ok) done(result.value);
    });
  };

  return { run, isPending, problem, forget: () => setProblem(null) };
}
