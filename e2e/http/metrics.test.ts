import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Stage, setUp } from "../harness/stage.ts";
import { assertProblem } from "./matrix/compare.ts";

const token = "a token for whoever scrapes".replaceAll(" ", "-");

describe("metrics", () => {
  let stage: Stage;
  before(async () => {
    stage = await setUp({ env: { METRICS_TOKEN: token } });
  });
  after(() => stage?.close());

  const ask = (authorization?: string) => stage.nobody.call("GET", "/api/metrics", undefined, { authorization });

  it("are for whoever has the token, and for nobody else, signed in or not", async () => {
    for (const wrong of [undefined, "Bearer", `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`]) {
      const reply = await ask(wrong);
      assert.equal(reply.status, 401, wrong);
      assertProblem(reply, String(wrong));
    }
    assert.equal((await stage.ours.ada.get("/api/metrics")).status, 401, "an admin");
    const reply = await ask(`Bearer ${token}`);
    assert.equal(reply.status, 200);
    assert.match(String(reply.headers["content-type"]), /^text\/plain; version=0\.0\.4/);
    assert.match(String(reply.headers["cache-control"]), /no-store/);
  });

  it("count calls wherever they are answered, and streams, and tell nothing of people", async () => {
    const { ada, grace } = stage.ours;
    const before = await readMetrics();
    const roomId = await ada.openRoom({ type: "group", name: "Confidential", memberIds: [grace.id] });
    const stream = await grace.stream();
    await ada.post(roomId, "Nobody's business");
    await ada.post(roomId, "Nor this");
    await stage.theirs.ada.get(`/api/rooms/${roomId}`);
    const now = await readMetrics();
    const grown = (name: string) => (now.get(name) ?? 0) - (before.get(name) ?? 0);
    assert.equal(grown(calls("POST", "/api/rooms/{roomId}/messages", 201)), 2, "answered by the server itself");
    assert.equal(grown(calls("POST", "/api/rooms", 201)), 1, "answered by Next");
    assert.equal(grown(calls("GET", "/api/rooms/{roomId}", 404)), 1);
    assert.equal(grown("parley_streams"), 1);
    assert.equal(now.get("parley_alarms_total"), 0);
    assert.equal(now.get("parley_streams_cut_total"), 0);
    assert.ok((now.get("parley_database_connections_busy") ?? -1) >= 0);
    assert.ok((now.get("parley_search_changes_waiting") ?? -1) >= 0);
    assert.ok((now.get("process_resident_memory_bytes") ?? 0) > 1_000_000);
    const text = (await ask(`Bearer ${token}`)).text;
    for (const secret of [roomId, ada.id, ada.name, ada.email, "Confidential", "business", token]) {
      assert.ok(!text.includes(secret), secret);
    }
    stream.cut();
  });

  it("are absent where nobody gave a token", async () => {
    await stage.server.stop();
    await stage.restart({ METRICS_TOKEN: "" });
    assert.equal((await ask(`Bearer ${token}`)).status, 404);
    assert.equal((await ask("Bearer ")).status, 404);
  });

  const calls = (method: string, path: string, status: number) =>
    `parley_call_seconds_count{method="${method}",path="${path}",status="${status}"}`;

  /** Every sample by its name and labels. */
  async function readMetrics(): Promise<Map<string, number>> {
    const { text } = await ask(`Bearer ${token}`);
    const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
  }
});
