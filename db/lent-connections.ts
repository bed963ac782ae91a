import type { EventEmitter } from "node:events";
import { isReadTimeout } from "#lib/errors.ts";

type Client = EventEmitter & {
  query(...asked: unknown[]): unknown;
  release(error: Error): void;
  end(): Promise<void>;
};

/**
 * Sees to it that a connection that breaks while it is lent out comes back to its pool. Of a transaction whose `begin`
 * fails drizzle never returns it, and each such loss would be one place less for ever; and nobody listens for its
 * errors, which would end the process. One that answers no more is ended: whoever got it next would wait as long again.
 */
export function keepLentConnections(pool: EventEmitter): void {
  pool.on("connect", (client: Client) => {
    client.on("error", () => {}); // the statement under way fails with it, and tells
    const query = client.query.bind(client);
    client.query = (...asked) => {
      const answer = query(...asked);
      if (answer instanceof Promise) {
        answer.catch((error) => {
          if (isReadTimeout(error)) void client.end();
          if (isBegin(asked[0])) client.release(error);
        });
      }
      return answer;
    };
  });
}

const isBegin = (asked: unknown): boolean =>
  typeof asked === "object" && asked !== null && "text" in asked && /^begin\b/.test(String(asked.text));
