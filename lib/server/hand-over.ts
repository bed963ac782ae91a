import type { IncomingMessage } from "node:http";
import type { Client } from "#lib/http/call.ts";
import { clientHeader, clientToHeader } from "#lib/http/client-header.ts";

/** Headers by which proxies and Next's own parts speak to Next. From outside they would be forgeries. */
const internal =
  /^(forwarded|via|x-real-ip|x-forwarded-.*|x-middleware-.*|x-invoke-.*|x-matched-path|x-now-.*|x-vercel-.*|x-parley-.*|x-nextjs-(?!data).*|x-nonce|x-original-.*|x-rewrite-.*)$/;

/**
 * Prepares a request for Next: takes away what only we may say, and says it ourselves. Next and next-auth get our own
 * origin as host, never the one that a caller made up.
 */
export function handOver(request: IncomingMessage, client: Client, fallbackOrigin: string): void {
  const { headers } = request;
  for (const name of Object.keys(headers)) if (internal.test(name)) delete headers[name];
  const { host, protocol } = new URL(client.origin ?? fallbackOrigin);
  headers.host = host;
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = protocol.slice(0, -1);
  headers["x-forwarded-for"] = client.address;
  headers[clientHeader] = clientToHeader(client);
}
