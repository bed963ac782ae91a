import { randomUUID } from "node:crypto";
import { z } from "zod";
import { log } from "#lib/log.ts";
import { type EphemeralEvent, listen, ring, tell } from "#lib/realtime/bus.ts";

/** What passes between processes: a doorbell or an ephemeral event of one company. No content. */
const notice = z.object({ from: z.string(), companyId: z.string(), event: z.unknown().optional() });

/** Rings of one company within this time (ms) go out as one. */
const coalesceFor = 5;
/** In a flood they go out this much apart (ms): each costs a database about as much as a message. */
const apart = 50;

export type Transport = { close(): Promise<void> };

/**
 * Joins this process's bus to those of others. `publish` sends texts out; the function given back takes texts in, its
 * own among them, which it knows by their sender and leaves.
 */
export function joinBus(publish: (notices: string[]) => Promise<void>): { receive(text: string): void; leave(): void } {
  const self = randomUUID();
  const rung = new Set<string>();
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let lastAt = 0;
  const flush = () => {
    timer = undefined;
    lastAt = performance.now();
    const rings = [...rung].map((companyId) => JSON.stringify({ from: self, companyId }));
    const texts = [...rings, ...waiting];
    rung.clear();
    waiting = [];
    publish(texts).catch((error: Error) => log.error("A doorbell to the other processes was lost", error));
  };
  const soon = () => {
    timer ??= setTimeout(flush, Math.max(coalesceFor, lastAt + apart - performance.now()));
  };
  const stop = listen({
    onRing: (companyId, from) => {
      if (from === "elsewhere") return;
      rung.add(companyId);
      soon();
    },
    onTell: (companyId, event, from) => {
      if (from === "elsewhere") return;
      waiting.push(JSON.stringify({ from: self, companyId, event }));
      soon();
    },
  });
  return {
    receive: (text) => receive(text, self),
    leave: () => {
      clearTimeout(timer);
      stop();
    },
  };
}

function receive(text: string, self: string): void {
  const parsed = notice.safeParse(parseJson(text));
  if (!parsed.success) {
    log.error("A notice on the bus is none of Parley's, and was passed over");
    return;
  }
  const { from, companyId, event } = parsed.data;
  if (from === self) return;
  if (event === undefined) ring(companyId, "elsewhere");
  else tell(companyId, event as EphemeralEvent, "elsewhere");
}

/** Gives null for what is no JSON: the error would quote it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
