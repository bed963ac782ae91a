import { createParser } from "eventsource-parser";
import { retryAfterOf } from "#components/live/request.ts";
import type { StreamEvents } from "#lib/realtime/events.ts";

export type StreamEventName = keyof StreamEvents;

/** One event of the stream. `cursor` is where to go on from once it has been taken; null where the event has none. */
export type StreamEvent = {
  [Name in StreamEventName]: { name: Name; data: StreamEvents[Name]; cursor: string | null };
}[StreamEventName];

/** How a connection ended. `refused` is an answer that is no stream. */
export type StreamEnd =
  | { kind: "ended" }
  | { kind: "unreachable" }
  | { kind: "refused"; status: number; retryAfter: number | null };

type Reading = {
  url: string;
  signal: AbortSignal;
  /** After so many milliseconds without a byte the connection counts as dead. */
  silence: number;
  onEvent: (event: StreamEvent) => void;
  onCursor: (cursor: string) => void;
};

/** Reads one connection to its end. */
export async function readStream({ url, signal, silence, onEvent, onCursor }: Reading): Promise<StreamEnd> {
  const quiet = new AbortController();
  let timer = setTimeout(() => quiet.abort(), silence);
  const parser = createParser({
    onEvent({ event, data, id }) {
      if (event === keepAlive) {
        if (id) onCursor(id);
      } else if (event) {
        onEvent({ name: event, data: JSON.parse(data), cursor: id ?? null } as StreamEvent);
      }
    },
  });
  try {
    const response = await fetch(url, {
      headers: { accept: "text/event-stream" },
      cache: "no-store",
      signal: AbortSignal.any([signal, quiet.signal]),
    });
    if (!response.ok || !response.body || !response.headers.get("content-type")?.startsWith("text/event-stream")) {
      await response.body?.cancel();
      return { kind: "refused", status: response.status, retryAfter: retryAfterOf(response) };
    }
    const lines = new CompleteLines();
    for await (const chunk of chunksOf(response.body)) {
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(), silence);
      parser.feed(asEvents(lines.take(chunk)));
    }
    return { kind: "ended" };
  } catch {
    return quiet.signal.aborted || signal.aborted ? { kind: "ended" } : { kind: "unreachable" };
  } finally {
    clearTimeout(timer);
  }
}

const keepAlive = "keep-alive";

/** The parser says nothing of an id that comes without data, as a keep-alive's does: make it an event of its own. */
function asEvents(lines: string): string {
  return lines.replace(/^:.*$/gm, `event: ${keepAlive}\ndata:`);
}

/** Not every browser can iterate a stream yet. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

class CompleteLines {
  private readonly decoder = new TextDecoder();
  private rest = "";

  take(chunk: Uint8Array): string {
    const text = this.rest + this.decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf("\n") + 1;
    this.rest = text.slice(end);
    return text.slice(0, end);
  }
}
