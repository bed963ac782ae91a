import type { Duplex } from "node:stream";
import { Refusal } from "#lib/errors.ts";
import { refusalAnswer } from "#lib/http/endpoint.ts";

/** Answers what Node could not take for a request, and lets the connection go. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const { status, body, headers } = refusalAnswer(refusalOf(error.code));
  const bytes = JSON.stringify(body);
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(bytes), connection: "close" });
  const head = [`HTTP/1.1 ${status} Refused`, ...lines.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${head.join("\r\n")}\r\n\r\n${bytes}`);
}

function refusalOf(code: string | undefined): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new Refusal("headers_too_large", "The address, cookies and other headers are too long together.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new Refusal("request_timeout", "The request took too long to arrive.");
    default:
      return new Refusal("malformed_request", "This is not a request that HTTP knows.");
  }
}
