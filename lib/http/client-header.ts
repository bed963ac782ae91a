import { randomBytes } from "node:crypto";
import type { Client } from "#lib/http/call.ts";

/** How `server.ts` tells Next's handlers, in the same process, where a request came from. */
export const clientHeader = "x-parley-client";

const key = Symbol.for("parley.client-header");
const held = globalThis as { [key]?: string };

/** Made anew for every process and never sent anywhere: without it the header is somebody's forgery. */
const token = () => (held[key] ??= randomBytes(18).toString("base64url"));

export function clientToHeader(client: Client): string {
  return `${token()} ${encodeURIComponent(JSON.stringify(client))}`;
}

export function clientFromHeader(value: string | undefined): Client | null {
  const prefix = `${token()} `;
  return value?.startsWith(prefix) ? JSON.parse(decodeURIComponent(value.slice(prefix.length))) : null;
}
