import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Person } from "../../harness/person.ts";
import type { Stage } from "../../harness/stage.ts";
import { wait } from "../../harness/until.ts";
import { type Room, readRoom } from "./rooms.ts";

const senderPause = 40;
const readerPause = 15;

/** People who write into rooms, open new ones and read, all the time; what happens meanwhile has a name, and times are kept by it. */
export type Load = {
  rooms: Room[];
  phase: string;
  reads: number;
  /** How long sends took, in ms, by phase. */
  sends: Map<string, number[]>;
  /** Ends it. Throws an AssertionError when a read or a send was ever answered wrongly; a server that is gone gives no answer. */
  stop(): Promise<void>;
};

export function startLoad(stage: Stage, rooms: Room[], readKeepsakes: () => Promise<void>): Load {
  const { grace, alan, katherine, linus } = stage.ours;
  let isOver = false;
  const load: Load = { rooms, phase: "before", reads: 0, sends: new Map(), stop };
  const keepOn = async (pause: number, act: () => Promise<void>) => {
    while (!isOver) {
      await act();
      await wait(pause);
    }
  };
  const all = Promise.all([
    ...[grace, alan, katherine].map((person) => keepOn(senderPause, () => sendOne(person))),
    keepOn(400, () => openOne(grace)),
    ...[linus, alan, katherine].map((person) => keepOn(readerPause, () => readOne(person))),
    keepOn(250, () => answered(readKeepsakes)),
  ]);
  all.catch(() => {}); // told by stop()
  return load;

  async function stop(): Promise<void> {
    isOver = true;
    await all;
  }

  async function sendOne(person: Person): Promise<void> {
    const room = anyOf(rooms);
    const body = { content: `${load.phase} ${randomUUID()}`, clientId: randomUUID() };
    await answered(async () => {
      const { phase } = load;
      const began = performance.now();
      const { status, text } = await person.call("POST", `/api/rooms/${room.id}/messages`, body);
      assert.ok(status === 201 || status === 200, text);
      const times = load.sends.get(phase) ?? [];
      times.push(performance.now() - began);
      load.sends.set(phase, times);
    });
    room.said.push(body.content);
  }

  async function openOne(person: Person): Promise<void> {
    const memberIds = [alan, katherine, linus].map(({ id }) => id);
    await answered(async () => {
      const id = await person.openRoom({ type: "group", name: "Opened meanwhile", memberIds });
      const said = ["first here", "second here"];
      for (const content of said) await person.post(id, content);
      rooms.push({ id, said });
    });
  }

  async function readOne(person: Person): Promise<void> {
    await answered(() => readRoom(person, anyOf(rooms)));
    load.reads += 1;
  }
}

const anyOf = (rooms: Room[]): Room => rooms[Math.floor(Math.random() * rooms.length)] as Room;

/** Tries until there is an answer: while the server is being killed and started again there is none. */
async function answered(ask: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (!["ECONNREFUSED", "ECONNRESET", "EPIPE"].includes(String(code))) throw error;
    }
    await wait(20);
  }
}
