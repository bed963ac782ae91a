import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { it } from "node:test";
import { flood, residentMemory } from "../harness/flood.ts";
import { open } from "../harness/http.ts";
import { setUp } from "../harness/stage.ts";

const megabytes = 499;

it("takes 500 MB in and gives them back within 50 MB of memory", async () => {
  const stage = await setUp();
  try {
    const { grace } = stage.ours;
    const roomId = await grace.openRoom({ type: "group", name: "Tapes" });
    const pid = stage.server.process.pid as number;
    await flood(grace, roomId, 5);
    const before = residentMemory(pid);
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMemory(pid));
    }, 100);
    const began = performance.now();
    const { status, body } = await flood(grace, roomId, megabytes);
    const uploaded = performance.now();
    assert.equal(status, 201);
    const path = `${grace.site.url}/api/rooms/${roomId}/files/${body.id}`;
    const response = await open("GET", path, { cookie: grace.cookieHeader() });
    const read = createHash("sha256");
    for await (const chunk of response) read.update(chunk);
    clearInterval(watch);
    const sent = createHash("sha256");
    for (let n = 0; n < megabytes; n++) sent.update(Buffer.alloc(1024 * 1024, "parley "));
    assert.equal(read.digest("hex"), sent.digest("hex"));
    const grown = (peak - before) / 1024 / 1024;
    const seconds = [(uploaded - began) / 1000, (performance.now() - uploaded) / 1000];
    console.log(`memory +${grown.toFixed(1)} MB; up ${seconds[0]?.toFixed(1)} s, down ${seconds[1]?.toFixed(1)} s`);
    assert.ok(grown < 50, `memory grew by ${grown} MB`);
  } finally {
    await stage.close();
  }
});
