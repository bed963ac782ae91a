import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { StreamEvent } from "#components/live/read-stream.ts";
import { StreamClient, type StreamState } from "#components/live/stream-client.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, cursor: string) => void;

const timing = { firstPause: 5, longestPause: 20, opening: 1000, silence: 400, poll: 10, streamAgain: 100 };

/** A server whose first answers are given, and a client that follows it. */
async function follow(answers: Answer[]) {
  const asked: string[] = [];
  const events: StreamEvent[] = [];
  const states: StreamState[] = [];
  let cursor = "start";
  let isSignedOut = false;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    asked.push(`${url.pathname} ${url.searchParams.get("cursor")}`);
    (answers.shift() ?? (url.pathname === "/api/stream" ? hold : nothing))(request, response, cursor);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new StreamClient({
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    timing,
    cursor: () => cursor,
    onCursor: (next) => {
      cursor = next;
    },
    onEvent: (event) => {
      events.push(event);
      if (event.cursor) cursor = event.cursor;
    },
    onState: (state) => states.push(state),
    onSignedOut: () => {
      isSignedOut = true;
    },
  });
  const done = client.run();
  return {
    client,
    asked,
    events,
    states,
    server,
    isSignedOut: () => isSignedOut,
    async [Symbol.asyncDispose]() {
      client.stop();
      await done;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const hello = `event: hello\ndata: {"cursor":"c0","rooms":[]}\n\n`;
const change = (seq: number) => `id: c${seq}\nevent: change\ndata: {"roomId":"r","seq":${seq},"kind":"hidden"}\n\n`;

function stream(...parts: string[]): Answer {
  return async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    for (const part of parts) {
      response.write(part);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
}

function cut(...parts: string[]): Answer {
  return async (request, response, cursor) => {
    await stream(...parts)(request, response, cursor);
    response.destroy();
  };
}

function refuse(status: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => response.writeHead(status, headers).end("{}");
}

const hold: Answer = stream(hello);
const nothing: Answer = (_, response, cursor) => response.end(JSON.stringify({ changes: [], cursor, hasMore: false }));

async function until(condition: () => boolean, most = 20_000): Promise<void> {
  for (const end = Date.now() + most; !condition(); ) {
    assert.ok(Date.now() < end, "it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

test("events arrive whole however the bytes are cut, and a cut resumes after the last of them", async () => {
  const bytes = hello + change(1) + change(2);
  await using it = await follow([cut(...bytes), stream(hello, change(3))]);
  await until(() => it.events.length === 5);
  const seqs = it.events.flatMap((event) => (event.name === "change" ? [event.data.seq] : []));
  assert.deepEqual(seqs, [1, 2, 3]);
  assert.deepEqual(it.asked, ["/api/stream start", "/api/stream c2"]);
  assert.deepEqual(it.states, ["connecting", "online", "reconnecting", "online"]);
});

test("a keep-alive moves the cursor without being an event", async () => {
  await using it = await follow([cut(hello, "id: c9\n: keep-alive\n\n"), cut(hello, ": keep-alive\nid: c10\n\n")]);
  await until(() => it.asked.length === 3);
  assert.deepEqual(it.asked, ["/api/stream start", "/api/stream c9", "/api/stream c10"]);
  assert.ok(it.events.every((event) => event.name === "hello"));
});

test("a silent connection is given up", async () => {
  await using it = await follow([stream(hello)]);
  await until(() => it.asked.length === 2);
  assert.equal(it.states[2], "reconnecting");
});

test("a sign-out ends it", async () => {
  await using it = await follow([stream(hello), refuse(401)]);
  await until(it.isSignedOut);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(it.asked.length, 2);
});

test("it comes back no sooner than the server asked, even when told to retry", async () => {
  await using it = await follow([refuse(503, { "retry-after": "1" })]);
  await until(() => it.asked.length === 1);
  const start = Date.now();
  const impatient = setInterval(() => it.client.retryNow(), 20);
  await until(() => it.asked.length === 2);
  clearInterval(impatient);
  assert.ok(Date.now() - start > 900);
});

test("without a stream it polls, and streams again when one can be had", async () => {
  const page =
    (seq: number, hasMore: boolean): Answer =>
    (_, response) => {
      const changes = [{ roomId: "r", seq, kind: "hidden" }];
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ changes, cursor: `c${seq}`, hasMore }));
    };
  const html: Answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("a proxy's page");
  await using it = await follow([html, refuse(502), html, page(1, true), page(2, false)]);
  await until(() => it.asked.slice(5).some((path) => path.startsWith("/api/stream")));
  assert.deepEqual(it.asked.slice(3, 5), ["/api/sync start", "/api/sync c1"]);
  const seqs = it.events.flatMap((event) => (event.name === "change" ? [event.data.seq] : []));
  assert.deepEqual(seqs, [1, 2]);
});

test("who never reaches the server is told so, too", async () => {
  await using it = await follow([]);
  it.server.closeAllConnections();
  await new Promise((resolve) => it.server.close(resolve));
  await until(() => it.states.at(-1) === "reconnecting");
});

test("a server that is away is waited for, however long", async () => {
  await using it = await follow([stream(hello)]);
  await until(() => it.events.length === 1);
  const { port } = it.server.address() as AddressInfo;
  it.server.closeAllConnections();
  await new Promise((resolve) => it.server.close(resolve));
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.equal(it.states.at(-1), "reconnecting");
  it.server.listen(port, "127.0.0.1");
  await until(() => it.events.length === 2);
  assert.equal(it.asked.at(-1), "/api/stream start");
});
