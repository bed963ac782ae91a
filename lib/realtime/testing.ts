import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Db } from "#db/client.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { newId } from "#lib/ids.ts";
import type { Sink } from "#lib/realtime/audience.ts";
import type { LoggedChange } from "#lib/realtime/changes.ts";
import type { Change } from "#lib/realtime/events.ts";
import { openStream } from "#lib/realtime/streams.ts";

export type Received = { name: string; id: string | undefined; data: Record<string, unknown> };

/**
 * A stream as a test client sees it: every event in the order of arrival, the newest cursor, how often several came
 * together, and a way to cut it. Each write keeps the server busy for so many milliseconds.
 */
export async function connect(db: Db, viewer: Viewer, cursor?: string, { busyFor = 0 } = {}) {
  const events: Received[] = [];
  const client = { events, cursor, together: 0, isEnded: false, cut: () => {} };
  const sink: Sink = {
    write(bytes) {
      if (client.isEnded) return;
      for (const end = performance.now() + busyFor; performance.now() < end; );
      const event = parseFrame(bytes.toString());
      if (event.id) client.cursor = event.id;
      if (event.name === "hello" && client.cursor === undefined) client.cursor = event.data.cursor as string;
      if (event.name) events.push(event);
    },
    cork: () => {
      client.together++;
    },
    backlog: () => 0,
    drained: async () => true,
    end: () => {
      client.isEnded = true;
    },
  };
  client.cut = await openStream(db, viewer, cursor, sink);
  return client;
}

function parseFrame(text: string): Received {
  const fields = Object.fromEntries(
    text.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  return { name: fields.event ?? "", id: fields.id, data: fields.data ? JSON.parse(fields.data) : {} };
}

export const changesOf = (events: Received[], roomId?: string): Change[] =>
  events
    .filter((event) => event.name === "change")
    .map((event) => event.data as Change)
    .filter((change) => roomId === undefined || change.roomId === roomId);

/** A change at this position of a company's log, as if somebody had just written it. */
export function changeAt(pos: number, { companyId = newId(), roomId = newId() } = {}): LoggedChange {
  const ids = { companyId, roomId, messageId: newId(), actorId: newId() };
  return {
    row: { ...ids, pos, seq: pos, kind: "message.posted", data: {}, createdAt: new Date(pos) },
    roomType: "group",
    described: { change: { roomId, seq: pos, kind: "hidden" }, isStaffNote: false },
  };
}

/** Another process rings and tells over a bus: `url` or `redis` says which, the ids of what. */
export async function speakElsewhere(task: Record<string, string | undefined>): Promise<void> {
  await promisify(execFile)(process.execPath, [`${import.meta.dirname}/bus-process.ts`, JSON.stringify(task)]);
}

/** Waits until something holds, and fails with a sentence after twenty seconds. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`After twenty seconds still not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
