import assert from "node:assert/strict";
import type { EventStream } from "../../harness/events.ts";
import type { Person } from "../../harness/person.ts";
import { until, wait } from "../../harness/until.ts";

/** A message as it came over a stream, and when. */
export type Heard = { seq: number; content: string | null; at: number };

export type Reading = {
  heard: Heard[];
  isOpen(): boolean;
  cuts(): number;
  /** Waits until this seq was heard, and ends. Throws what went wrong on the way. */
  stopAt(seq: number): Promise<void>;
};

const listensFor = { least: 20, most: 400 };

/** Reads a room over streams that are cut again and again, each going on from the cursor of the one before. */
export function keepReading(person: Person, roomId: string): Reading {
  const heard: Heard[] = [];
  let cursor: string | undefined;
  let isOpen = false;
  let isOver = false;
  let cuts = 0;

  async function read(): Promise<void> {
    while (!isOver) {
      const stream = await person.stream(cursor).catch(retried);
      if (stream) await listen(stream);
      else await wait(20);
    }
  }

  async function listen(stream: EventStream): Promise<void> {
    isOpen = true;
    assert.equal(stream.named("reset").length, 0, "the cursor is still good");
    const end = performance.now() + listensFor.least + Math.random() * (listensFor.most - listensFor.least);
    let taken = 0;
    const take = () => {
      const fresh = stream.changes(roomId).slice(taken);
      taken += fresh.length;
      for (const change of fresh) {
        const content = change.kind === "message.posted" ? change.message.content : null;
        heard.push({ seq: change.seq, content, at: performance.now() });
      }
    };
    for (; !stream.isEnded && !isOver && performance.now() < end; await wait(5)) take();
    if (!stream.isEnded) cuts += 1;
    stream.cut();
    take();
    cursor = stream.cursor ?? cursor;
  }

  const reading = read();
  reading.catch(() => {}); // told by stopAt()
  return {
    heard,
    isOpen: () => isOpen,
    cuts: () => cuts,
    async stopAt(seq) {
      await Promise.race([until(() => (heard.at(-1)?.seq ?? 0) >= seq, `seq ${seq} is heard`, 60_000), reading]);
      isOver = true;
      await reading;
    },
  };
}

/** A server that is being started again is tried again; a refusal is none of that. */
function retried(error: Error): undefined {
  if (/refused with/.test(error.message)) throw error;
}
