import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { it } from "node:test";
import type { Person } from "../../harness/person.ts";
import type { Stage } from "../../harness/stage.ts";
import { until } from "../../harness/until.ts";
import { isConnected } from "../live/connections.ts";

/** In JSON, six bytes each. */
export const heavy = "\u0001".repeat(10_000);

export function slow(stage: () => Stage): void {
  it("row 37: a stream that is not read is cut, its connection with it, and holds up nobody else", async () => {
    const { grace, alan, katherine } = stage().ours;
    const memberIds = [alan.id, katherine.id];
    const roomId = await grace.openRoom({ type: "group", name: "Torrent", memberIds });
    const reader = await katherine.stream();
    const sluggard = await openStream(alan);
    let sent = 0;
    while (sent < 1_000 && isConnected(sluggard)) {
      await Promise.all(Array.from({ length: 10 }, () => grace.post(roomId, heavy)));
      sent += 10;
    }
    await until(() => !isConnected(sluggard), "the connection is gone", 10_000);
    sluggard.destroy();
    await until(() => reader.texts(roomId).length === sent, "the other reader has all of it", 20_000);
    const again = await alan.stream();
    await grace.post(roomId, "Again");
    await until(() => again.texts(roomId).includes("Again"), "who was cut can come back");
    for (const stream of [reader, again]) stream.cut();
  });
}

/** Opens a stream and reads no more of it than its first bytes. */
export async function openStream(person: Person, cursor?: string): Promise<Socket> {
  const { hostname, port, host } = new URL(person.site.url);
  const socket = connect(Number(port), hostname).on("error", () => {});
  const resume = cursor ? `\r\nLast-Event-ID: ${cursor}` : "";
  socket.write(`GET /api/stream HTTP/1.1\r\nHost: ${host}\r\nCookie: ${person.cookieHeader()}${resume}\r\n\r\n`);
  const [bytes] = await once(socket, "data");
  assert.match(String(bytes), /^HTTP\/1.1 200 /);
  return socket.pause().unref();
}
