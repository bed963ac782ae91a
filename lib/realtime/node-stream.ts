import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Call } from "#lib/http/call.ts";
import { admit, refusalAnswer } from "#lib/http/endpoint.ts";
import { send } from "#lib/http/node.ts";
import type { Sink } from "#lib/realtime/audience.ts";
import { getStream } from "#lib/realtime/endpoints.ts";
import { cursorOf, lastWords, patience, streamHeaders } from "#lib/realtime/stream-request.ts";
import { openStream } from "#lib/realtime/streams.ts";

/**
 * Serves `GET /api/stream` on Node's own server. The bytes go to the socket as they are, one shared buffer to many:
 * the body has no length and no chunks, and ends with the connection.
 */
export async function serveStream(call: Call, response: ServerResponse): Promise<void> {
  try {
    const { db, viewer, query } = await admit(getStream, call, {});
    if (!viewer) throw new Error("a stream was admitted without a viewer");
    const cursor = cursorOf(call, query as { cursor?: string });
    const close = await openStream(db, viewer, cursor, sinkOf(response));
    if (response.closed) close();
    else response.once("close", close);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else send(response, refusalAnswer(error));
  }
}

/** What is written to a thousand sockets one after another touches as little memory of each as it can. */
function sinkOf(response: ServerResponse): Sink {
  const { socket } = response;
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, streamHeaders).flushHeaders();
    socket?.setNoDelay(true).setTimeout(0);
  };
  return {
    write: (bytes) => {
      if (!hasBegun) begin();
      socket?.write(bytes);
    },
    cork: () => socket?.cork(),
    uncork: () => socket?.uncork(),
    backlog: () => socket?.writableLength ?? 0,
    drained: async () => {
      if (socket?.writableNeedDrain) await drainOf(socket);
      return socket?.writable === true && !socket.writableNeedDrain;
    },
    end: () => {
      socket?.destroySoon();
      setTimeout(() => socket?.destroy(), lastWords).unref();
    },
  };
}

/** Waits until a socket has taken everything, is closed, or has had its time. */
async function drainOf(socket: Socket): Promise<void> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), patience);
  const events = ["drain", "close"].map((name) => once(socket, name, waiting));
  await Promise.race(events).catch(() => {});
  clearTimeout(timer);
  waiting.abort();
}
