import type { IncomingMessage } from "node:http";
import { answerClientError } from "#lib/server/client-error.ts";

const patience = 60_000;

/** Ends a request whose body is not here within a minute. The server's own patience is an hour, for uploads. */
export function awaitBody(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    const timeout = Object.assign(new Error("The body did not come"), { code: "ERR_HTTP_REQUEST_TIMEOUT" });
    answerClientError(timeout, request.socket);
  }, patience);
  request.once("close", () => clearTimeout(timer));
}
