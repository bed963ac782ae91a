import assert from "node:assert/strict";
import type { Headers } from "../../harness/http.ts";
import type { Person } from "../../harness/person.ts";

/** One way for words to come in. */
export type Way = () => Promise<unknown>;

/** Calls as somebody, and holds the answer to a status: a way that is no longer one would sing nothing. */
export const expectFrom =
  (person: Person) =>
  async (status: number, method: string, path: string, body?: unknown, headers: Headers = {}): Promise<void> => {
    const reply = await person.call(method, path, body, headers);
    assert.equal(reply.status, status, `${method} ${path}: ${reply.text.slice(0, 200)}`);
  };
