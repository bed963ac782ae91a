"use client";

import { useState } from "react";
import { sentenceFor } from "#components/live/request.ts";

/** One request at a time for a dialog: whether it runs, and what went wrong in words. */
export function useDoing(done: () => void) {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const run = async (doing: () => Promise<unknown>) => {
    if (isRunning) return;
    setRunning(true);
    setProblem(null);
    try {
      await doing();
      done();
    } catch (error) {
      setProblem(sentenceFor(error));
    } finally {
      setRunning(false);
    }
  };

  return { run, isRunning, problem };
}
