import assert from "node:assert/strict";
import { test } from "node:test";
import type { StreamEvent } from "#components/live/read-stream.ts";
import { SharedStream } from "#components/live/shared-stream.ts";
import type { StreamHandlers } from "#components/live/stream-client.ts";

const pause = (duration: number) => new Promise((resolve) => setTimeout(resolve, duration));

/** A company's log; its positions are the cursors, and every change is in the one room. */
class Server {
  log = 0;
  streams = 0;
  mostStreams = 0;
  syncs = 0;

  event(seq: number): StreamEvent {
    const data = { roomId: "room", seq, at: "", actorId: null, kind: "hidden" } as const;
    return { name: "change", data, cursor: String(seq) };
  }

  client = (handlers: StreamHandlers) => {
    let isStopped = false;
    return {
      run: async () => {
        this.streams++;
        this.mostStreams = Math.max(this.mostStreams, this.streams);
        handlers.onState("online");
        let sent = Number(handlers.cursor());
        while (!isStopped) {
          await pause(1);
          while (!isStopped && sent < this.log) handlers.onEvent(this.event(++sent));
        }
        this.streams--;
      },
      stop: () => {
        isStopped = true;
      },
      retryNow: () => {},
    };
  };

  sync = async (handlers: StreamHandlers) => {
    this.syncs++;
    const [from, to] = [Number(handlers.cursor()), this.log];
    await pause(3);
    for (let seq = from + 1; seq <= to; seq++) handlers.onEvent({ ...this.event(seq), cursor: null });
    handlers.onCursor(String(to));
  };
}

let rounds = 0;
const nameOfRound = () => `round-${rounds++}`;

class Tab {
  readonly taken: number[] = [];
  readonly stream: SharedStream;
  private cursor: string;

  constructor(server: Server, name: string) {
    this.cursor = String(server.log);
    const start = server.log;
    this.stream = new SharedStream({
      name,
      cursor: () => this.cursor,
      onCursor: (cursor) => {
        this.cursor = cursor;
      },
      onEvent: (event) => {
        if (event.cursor) this.cursor = event.cursor;
        if (event.name !== "change") return;
        const { seq } = event.data;
        const last = this.taken.at(-1) ?? start;
        if (seq === last + 1) this.taken.push(seq);
        else assert.ok(seq <= last, `a hole: ${seq} after ${last}`);
      },
      onState: () => {},
      onSignedOut: () => {},
      makeClient: server.client,
      sync: server.sync,
    });
    this.stream.start();
  }

  get first(): number {
    return this.taken[0] ?? 0;
  }
}

/** Waits until the newest has come to every tab, however busy the machine is. */
async function haveAll(tabs: Tab[], server: Server): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (tabs.some((tab) => tab.taken.at(-1) !== server.log) && Date.now() < deadline) await pause(5);
}

test("seven tabs hear everything once over one stream", async () => {
  const server = new Server();
  const name = nameOfRound();
  const tabs = Array.from({ length: 7 }, () => new Tab(server, name));
  await pause(30);
  for (let round = 0; round < 50; round++) {
    server.log += 3;
    await pause(1);
  }
  await haveAll(tabs, server);
  const whole = Array.from({ length: server.log }, (_, index) => index + 1);
  for (const tab of tabs) assert.deepEqual(tab.taken, whole);
  assert.equal(server.mostStreams, 1);
  for (const tab of tabs) tab.stream.stop();
});

test("leaders come and go; nobody misses anything", async () => {
  const server = new Server();
  const name = nameOfRound();
  const tabs: Tab[] = [];
  const starts = new Map<Tab, number>();
  for (let round = 0; round < 120; round++) {
    server.log += round % 4;
    if (round % 10 === 0) {
      const tab = new Tab(server, name);
      starts.set(tab, server.log);
      tabs.push(tab);
      server.log++;
    }
    if (round % 17 === 16) tabs.shift()?.stream.stop();
    await pause(2);
  }
  server.log++;
  await haveAll(tabs, server);
  for (const tab of tabs) {
    const start = starts.get(tab) ?? 0;
    assert.deepEqual(
      tab.taken,
      Array.from({ length: server.log - start }, (_, index) => start + index + 1),
    );
    tab.stream.stop();
  }
  assert.ok(tabs.length > 2);
  assert.ok(server.mostStreams <= 2, "a stream more while one is being let go");
});
