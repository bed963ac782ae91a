import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { after, before, describe, it } from "node:test";
import { open } from "../harness/http.ts";
import { type Stage, setUp } from "../harness/stage.ts";
import { until, wait } from "../harness/until.ts";
import { isConnected, openConnections } from "./live/connections.ts";
import { heavy, openStream } from "./threats/slow.ts";

describe("nobody keeps a connection by being slow", { concurrency: true }, () => {
  let stage: Stage;
  before(async () => {
    stage = await setUp();
  });
  after(() => stage?.close());

  it("row 37: headers that come by the drop are ended within a minute, and answered 408", async () => {
    const dripping = drip("GET /api/me HTTP/1.1\r\nHost: x\r\nX-Slow: ", "a");
    assert.match(await dripping, /^HTTP\/1.1 408 .*"code":"request_timeout"/s);
  });

  it("row 37: a body that comes by the drop is ended within two minutes, and answered 408", async () => {
    const head = ["POST /api/setup HTTP/1.1", "Host: x", "Content-Type: application/json", "Content-Length: 100000"];
    assert.match(await drip(`${head.join("\r\n")}\r\n\r\n`, " "), /^HTTP\/1.1 408 .*"code":"request_timeout"/s);
  });

  it("row 37: a reader who takes nothing of what they missed is cut", async () => {
    const { grace, alan } = stage.ours;
    const roomId = await grace.openRoom({ type: "group", name: "Backlog", memberIds: [alan.id] });
    const { cursor } = await alan.must("GET", "/api/rooms");
    for (let sent = 0; sent < 400; sent += 10)
      await Promise.all(Array.from({ length: 10 }, () => grace.post(roomId, heavy)));
    const sluggard = await openStream(alan, cursor);
    await until(() => !isConnected(sluggard), "the connection is gone", 60_000);
    sluggard.destroy();
  });

  it("row 37: of five hundred streams that were broken off, none is left after thirty seconds", async () => {
    const { linus, grace } = stage.theirs;
    const roomId = await grace.openRoom({ type: "group", name: "Broken off", memberIds: [linus.id] });
    const before = openConnections(stage.site.url);
    const headers = { cookie: linus.cookieHeader() };
    for (let number = 0; number < 500; number++) {
      const cutting = new AbortController();
      const opening = open("GET", `${stage.site.url}/api/stream`, headers, undefined, cutting.signal);
      const broken = opening.then((response) => response.on("error", () => {}).resume()).catch(() => {});
      if (number % 3 === 0) await broken;
      else await wait(number % 7);
      cutting.abort();
    }
    await until(() => openConnections(stage.site.url) <= before + 4, "they are gone", 30_000);
    const kept = await linus.stream();
    await grace.post(roomId, "Still there?");
    await until(() => kept.texts(roomId).length === 1, "a stream works after them");
    kept.cut();
  });

  /** Sends a head, then a byte a second; gives what was answered by the time that the server had enough. */
  async function drip(head: string, byte: string): Promise<string> {
    const { hostname, port } = new URL(stage.site.url);
    const chunks: Buffer[] = [];
    const socket: Socket = connect(Number(port), hostname, () => socket.write(head));
    socket.on("error", () => {}).on("data", (chunk) => chunks.push(chunk));
    const dripping = setInterval(() => socket.write(byte), 1_000);
    await until(() => socket.closed || socket.readableEnded, "the server has enough", 120_000);
    clearInterval(dripping);
    socket.destroy();
    return Buffer.concat(chunks).toString();
  }
});
