import { getFile, postFile } from "#lib/files/endpoints.ts";
import type { Endpoint } from "#lib/http/endpoint.ts";
import { getMessages, postMessages } from "#lib/messages/endpoints.ts";
import { postPresence } from "#lib/presence/endpoints.ts";
import { putReadMark } from "#lib/read-marks/endpoints.ts";
import { getRoomChanges, getSync, postTyping } from "#lib/realtime/endpoints.ts";
import { getRooms } from "#lib/rooms/endpoints.ts";
import { getSearch } from "#lib/search/endpoints.ts";

/** What people wait for all day, answered before Next sees it. Everything else, and all of this on other hosts, is Next's. */
const hotEndpoints = [
  postMessages,
  getMessages,
  getRooms,
  getSync,
  getRoomChanges,
  putReadMark,
  postTyping,
  postPresence,
  postFile,
  getFile,
  getSearch,
];

type Match = { endpoint: Endpoint; params: Record<string, string> };

const routes = hotEndpoints.map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

/** The hot endpoint of a method and path, with the parameters that the path names. A HEAD is a GET without the body. */
export function matchHotPath(method: string, path: string): Match | null {
  const asked = method === "HEAD" ? "GET" : method;
  for (const { endpoint, pattern } of routes) {
    if (endpoint.method !== asked) continue;
    const match = pattern.exec(path);
    if (match) return { endpoint, params: match.groups ?? {} };
  }
  return null;
}
