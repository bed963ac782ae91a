/** RFC 9457 problem details, as every refused call answers. `code` is stable; `issues` name what was wrong with the input. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId: string;
  issues?: { path: string; message: string }[];
  assignee?: { id: string; name: string };
};

/** What a form's server action gives back: its result, or the problem in words. `retryAfter` in seconds. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; problem: Omit<Problem, "requestId" | "type" | "title"> & { retryAfter?: number } };
