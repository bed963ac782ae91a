import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { multipart, multipartType, sentFile, uploaded } from "../harness/files.ts";
import { flood, residentMemory } from "../harness/flood.ts";
import type { Headers } from "../harness/http.ts";
import type { Person } from "../harness/person.ts";
import { type Stage, setUp } from "../harness/stage.ts";
import { assertProblem, assertSame } from "./matrix/compare.ts";

describe("files over HTTP", () => {
  let stage: Stage;
  let roomId: string;
  before(async () => {
    stage = await setUp({ env: { FILE_SIZE_MAX: "70" } });
    const { grace, alan } = stage.ours;
    roomId = await grace.openRoom({ type: "group", name: "Compilers", memberIds: [alan.id] });
  });
  after(() => stage?.close());

  const upload = (person: Person, bytes: Buffer | string, headers: Headers = multipartType, name = "plan.txt") =>
    person.call("POST", `/api/rooms/${roomId}/files`, multipart(name, bytes), headers);
  const get = (person: Person, fileId: string, headers: Headers = {}, query = "") =>
    person.call("GET", `/api/rooms/${roomId}/files/${fileId}${query}`, undefined, headers);

  it("gives the bytes with headers that let no browser run them", async () => {
    const { grace, alan } = stage.ours;
    const { id, mediaType, size, name } = await uploaded(
      grace,
      roomId,
      "plan%22;\u202e%0d%0aX-Evil: 1/../a.html",
      "<b>hi</b>",
    );
    assert.deepEqual([mediaType, size], ["application/octet-stream", 9]);
    await grace.must("POST", `/api/rooms/${roomId}/messages`, { fileIds: [id] });
    const { status, headers, text } = await get(alan, id);
    assert.deepEqual([status, text], [200, "<b>hi</b>"]);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["content-type"], "application/octet-stream");
    assert.equal(headers["content-length"], "9");
    assert.equal(headers["content-security-policy"], "sandbox; default-src 'none'");
    assert.equal(headers["cross-origin-resource-policy"], "same-origin");
    assert.equal(headers["cache-control"], "private, no-store");
    assert.match(headers["content-disposition"] ?? "", /^attachment; filename="[^"\r\n]*"; filename\*=UTF-8''\S*$/);
    assert.ok(headers["content-disposition"]?.includes(encodeURIComponent(name).slice(0, 8)));
  });

  it("answers ranges", async () => {
    const { grace } = stage.ours;
    const bytes = randomBytes(150_000)
      .toString("latin1")
      .replace(/[^ -~]/g, "x");
    const id = await sentFile(grace, roomId, bytes);
    const part = await get(grace, id, { range: "bytes=65530-65545" });
    assert.deepEqual([part.status, part.text], [206, bytes.slice(65530, 65546)]);
    assert.equal(part.headers["content-range"], `bytes 65530-65545/${bytes.length}`);
    assert.equal((await get(grace, id, { range: "bytes=-5" })).text, bytes.slice(-5));
    const beyond = await get(grace, id, { range: "bytes=999999-" });
    assertProblem(beyond, "a range beyond the end");
    assert.deepEqual([beyond.status, beyond.headers["content-range"]], [416, `bytes */${bytes.length}`]);
    assert.equal((await get(grace, id, { range: "bytes=0-1,4-5" })).status, 200);
    assert.equal((await get(grace, id, { range: "bytes=0-1", "if-range": '"another"' })).status, 200);
    const head = await grace.call("HEAD", `/api/rooms/${roomId}/files/${id}`);
    assert.deepEqual([head.status, head.headers["content-length"], head.text], [200, String(bytes.length), ""]);
  });

  it("refuses in the contract's order, and hides as if nothing were there", async () => {
    const { grace, alan, edsger } = stage.ours;
    const outsider = stage.theirs.ada;
    const id = await sentFile(grace, roomId);
    assert.equal((await upload(stage.nobody, "x")).status, 401);
    assert.equal((await upload(grace, "x", { ...multipartType, origin: "https://evil.example" })).status, 403);
    assert.equal((await upload(grace, "x", { "content-type": "application/json" })).status, 415);
    assert.equal((await upload(edsger, "x")).status, 404);
    assertProblem(await upload(grace, ""), "an empty file");
    assert.equal(
      (await grace.call("POST", "/api/rooms/nonsense/files", multipart("a", "b"), multipartType)).status,
      422,
    );
    const absent = await get(outsider, randomUUID());
    for (const person of [outsider, edsger]) assertSame(await get(person, id), absent, person.name);
    const unsent = (await upload(grace, "draft")).body.id;
    assertSame(await get(alan, unsent), absent, "unsent");
    assert.equal((await get(grace, unsent)).status, 200);
    const elsewhere = await grace.openRoom({ type: "group", name: "Tapes" });
    assert.equal((await grace.call("GET", `/api/rooms/${elsewhere}/files/${id}`)).status, 404);
    const stolen = await alan.call("POST", `/api/rooms/${roomId}/messages`, { fileIds: [unsent] });
    assert.equal(stolen.status, 422);
    await grace.must("DELETE", `/api/rooms/${roomId}/members/${alan.id}`);
    assertSame(await get(alan, id), absent, "removed");
  });

  it("takes 60 MB in and gives them back with flat memory, and refuses more than the limit while it streams", async () => {
    const { grace } = stage.ours;
    const megabytes = 60;
    const pid = stage.server.process.pid as number;
    await flood(grace, roomId, 5);
    const before = residentMemory(pid);
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMemory(pid));
    }, 50);
    const { status, body } = await flood(grace, roomId, megabytes);
    assert.deepEqual([status, body.size], [201, megabytes * 1024 * 1024]);
    const read = await get(grace, body.id);
    assert.equal(read.text.length, megabytes * 1024 * 1024);
    clearInterval(watch);
    assert.ok(peak - before < 50 * 1024 * 1024, `memory grew by ${Math.round((peak - before) / 1024 / 1024)} MB`);
    const tooMuch = await flood(grace, roomId, 71);
    assert.equal(tooMuch.status, 413);
    assertProblem(tooMuch, "71 MB");
  });

  it("keeps nothing in the clear", async () => {
    const canary = "CANARY-the-launch-is-on-Tuesday";
    await sentFile(stage.ours.grace, roomId, canary.repeat(2000));
    await uploaded(stage.ours.grace, roomId, `${canary}.txt`, "plan");
    const folder = stage.storage.dataDir;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of files) {
      assert.ok(!name.includes(canary) && !readFileSync(join(parentPath, name)).includes(canary), name);
    }
    assert.ok(!stage.server.logs().includes(canary));
  });
});
