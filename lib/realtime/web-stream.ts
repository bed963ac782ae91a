import { setTimeout as wait } from "node:timers/promises";
import { admit, refusalAnswer } from "#lib/http/endpoint.ts";
import { callOf, responseOf } from "#lib/http/web.ts";
import { getStream } from "#lib/realtime/endpoints.ts";
import { cursorOf, lastWords, patience, streamHeaders } from "#lib/realtime/stream-request.ts";
import { openStream } from "#lib/realtime/streams.ts";

const yes = () => true;
const no = () => false;

/** Serves `GET /api/stream` as a Next route handler: for a host without `server.ts`. */
export async function serveStream(request: Request): Promise<Response> {
  const call = callOf(request);
  try {
    const { db, viewer, query } = await admit(getStream, call, {});
    if (!viewer) throw new Error("a stream was admitted without a viewer");
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    let pending = 0;
    const sink = {
      write: (bytes: Buffer) => {
        pending += bytes.length;
        writer
          .write(bytes)
          .then(() => (pending -= bytes.length))
          .catch(() => {});
      },
      backlog: () => pending,
      drained: () => Promise.race([writer.ready.then(yes, no), wait(patience, false, { ref: false })]),
      end: () => {
        writer.close().catch(() => {});
        setTimeout(() => writer.abort().catch(() => {}), lastWords).unref();
      },
    };
    const opening = openStream(db, viewer, cursorOf(call, query as { cursor?: string }), sink);
    opening.catch((error) => writer.abort(error).catch(() => {}));
    const end = () => void opening.then((close) => close()).catch(() => {});
    request.signal.addEventListener("abort", end);
    writer.closed.catch(end);
    return new Response(readable, { headers: streamHeaders });
  } catch (error) {
    return responseOf(refusalAnswer(error));
  }
}
