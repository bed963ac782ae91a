import type { Call } from "#lib/http/call.ts";
import { parse } from "#lib/http/endpoint.ts";
import { decodeCursor } from "#lib/realtime/cursor.ts";
import { cursorQuery } from "#lib/realtime/inputs.ts";

export const streamHeaders = {
  "content-type": "text/event-stream",
  "cache-control": "private, no-store, no-transform",
  "x-content-type-options": "nosniff",
  "x-accel-buffering": "no",
};

/** Whoever takes nothing for this long has gone, or means to hold us up. */
export const patience = 20_000;
/** What was said last has this long to be taken. */
export const lastWords = 2_000;

/** Where a stream goes on from: a browser's own Last-Event-ID before the query. Throws the refusal `invalid_input`. */
export function cursorOf(call: Call, query: { cursor?: string }): string | undefined {
  const given = call.header("last-event-id") || query.cursor;
  const { cursor } = parse(cursorQuery, { cursor: given });
  if (cursor !== undefined) decodeCursor(cursor);
  return cursor;
}
