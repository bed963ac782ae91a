import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { EventStream } from "../harness/events.ts";
import { open } from "../harness/http.ts";
import type { Person } from "../harness/person.ts";
import { type Stage, setUp } from "../harness/stage.ts";
import { testServer } from "../harness/storage.ts";
import { until, wait } from "../harness/until.ts";
import { openConnections } from "./live/connections.ts";
import { twoServers } from "./live/two-servers.ts";

describe("live, over HTTP", () => {
  let stage: Stage;
  before(async () => {
    stage = await setUp();
  });
  after(() => stage?.close());

  const openWith = (opener: Person, ...others: Person[]) =>
    opener.openRoom({ type: "group", name: "Live", memberIds: others.map(({ id }) => id) });

  const write = async (person: Person, roomId: string, texts: string[]) => {
    for (const text of texts) await person.post(roomId, text);
  };

  it("what one types arrives at the other, and at one's own other places", async () => {
    const { grace, alan } = stage.ours;
    const roomId = await openWith(grace, alan);
    const streams = [await alan.stream(), await grace.stream()];
    await grace.must("POST", `/api/rooms/${roomId}/typing`);
    const [his, own] = streams as [EventStream, EventStream];
    await until(() => his.named("typing").length === 1, "he sees her typing");
    assert.deepEqual(his.named("typing")[0]?.data, { roomId, userId: grace.id });
    await grace.post(roomId, "Hello, Alan");
    for (const stream of streams) await until(() => stream.texts(roomId).length === 1, "it arrives");
    assert.equal(own.named("typing").length, 0, "nobody is told of their own typing");
    for (const stream of streams) stream.cut();
  });

  it("goes on from Last-Event-ID: everything missed, in order, once", async () => {
    const { grace, alan } = stage.ours;
    const roomId = await openWith(grace, alan);
    const first = await alan.stream();
    await write(grace, roomId, ["one", "two"]);
    await until(() => first.texts(roomId).length === 2, "two arrive");
    first.cut();
    await write(grace, roomId, ["three", "four"]);
    const second = await alan.stream(first.cursor);
    await grace.post(roomId, "five");
    await until(() => second.texts(roomId).length >= 3, "the rest arrives");
    assert.deepEqual([...first.texts(roomId), ...second.texts(roomId)], ["one", "two", "three", "four", "five"]);
    const seqs = [...first.changes(roomId), ...second.changes(roomId)].map(({ seq }) => seq);
    assert.deepEqual(
      seqs,
      seqs.map((_, index) => (seqs[0] ?? 0) + index),
      "without a hole",
    );
    second.cut();
  });

  it("resets where a cursor says nothing any more", async () => {
    const { alan } = stage.ours;
    const unknown = Buffer.from("999999999.1").toString("base64url");
    const stream = await alan.stream(unknown);
    await until(() => stream.named("reset").length === 1, "a reset");
    stream.cut();
    assert.equal((await alan.get(`/api/sync?cursor=${unknown}`)).body.reset, true);
  });

  it("tells by stream, sync and a room's log the same", async () => {
    const { grace, alan, katherine } = stage.ours;
    const roomId = await openWith(grace, alan);
    const { cursor } = await alan.must("GET", "/api/rooms");
    const stream = await alan.stream(cursor);
    const { id } = await grace.post(roomId, "draft");
    const message = `/api/rooms/${roomId}/messages/${id}`;
    await grace.must("PATCH", message, { content: "final" });
    await alan.must("PUT", `${message}/reactions/%F0%9F%91%8D`);
    await alan.must("DELETE", `${message}/reactions/%F0%9F%91%8D`);
    await grace.must("POST", `/api/rooms/${roomId}/members`, { userId: katherine.id });
    await grace.must("PATCH", `/api/rooms/${roomId}/members/${katherine.id}`, { role: "admin" });
    await grace.must("DELETE", `/api/rooms/${roomId}/members/${katherine.id}`);
    await grace.must("PATCH", `/api/rooms/${roomId}`, { topic: "Engines" });
    await grace.must("DELETE", message);
    const { lastSeq } = (await alan.must("GET", `/api/rooms/${roomId}`)).room;
    await until(() => stream.changes(roomId).at(-1)?.seq === lastSeq, "all of it arrives");
    const again = await alan.stream(cursor);
    await until(() => again.changes(roomId).at(-1)?.seq === lastSeq, "all of it arrives once more");
    const synced = await alan.must("GET", `/api/sync?cursor=${cursor}`);
    const first = stream.changes(roomId)[0]?.seq ?? 0;
    const log = await alan.must("GET", `/api/rooms/${roomId}/changes?after=${first - 1}`);
    assert.deepEqual(synced.changes, again.changes(roomId), "sync says what a resumed stream says");
    assert.deepEqual(log.changes, again.changes(roomId), "so does the room's log");
    const kinds = new Set(stream.changes(roomId).map(({ kind }) => kind));
    for (const kind of ["message.posted", "message.edited", "message.deleted", "reaction.added", "reaction.removed"])
      assert.ok(kinds.has(kind as never), `${kind} came live: ${[...kinds]}`);
    for (const kind of ["member.added", "member.changed", "member.removed", "room.changed"])
      assert.ok(kinds.has(kind as never), `${kind} came live: ${[...kinds]}`);
    stream.cut();
    again.cut();
  });

  it("ends a room for whoever is removed: of ten messages after it none arrives, live or later", async () => {
    const { grace, alan } = stage.ours;
    const roomId = await openWith(grace, alan);
    const stream = await alan.stream();
    await grace.post(roomId, "before");
    await until(() => stream.texts(roomId).length === 1, "what came before");
    const { cursor } = stream;
    await grace.must("DELETE", `/api/rooms/${roomId}/members/${alan.id}`);
    await write(
      grace,
      roomId,
      Array.from({ length: 10 }, (_, number) => `after ${number}`),
    );
    await until(() => stream.named("room.gone").length === 1, "the room is gone");
    await wait(300);
    assert.deepEqual(stream.texts(roomId), ["before"]);
    const resumed = await alan.stream(cursor);
    await wait(300);
    const told = [resumed.events, (await alan.get(`/api/sync?cursor=${cursor}`)).body].map((all) =>
      JSON.stringify(all),
    );
    for (const all of told) assert.doesNotMatch(all, /after \d/);
    assert.equal((await alan.get(`/api/rooms/${roomId}/messages`)).status, 404);
    assert.equal((await alan.get(`/api/rooms/${roomId}/changes?after=0`)).status, 404);
    stream.cut();
    resumed.cut();
  });

  it("ends streams and session of whoever is deactivated, within a second", async () => {
    const { ada, edsger } = stage.ours;
    const stream = await edsger.stream();
    await ada.must("PATCH", `/api/admin/people/${edsger.id}`, { isActive: false });
    const took = await until(() => stream.isEnded, "the stream ends");
    assert.ok(took < 1000, `${took} ms`);
    assert.equal((await edsger.get("/api/me")).status, 401);
    await edsger.signIn();
    assert.equal((await edsger.get("/api/me")).status, 401, "and there is no way back in");
  });

  it("ends the streams of a session that was signed out or revoked, within a second, and no other's", async () => {
    const { katherine } = stage.ours;
    const elsewhere = katherine.elsewhere();
    await elsewhere.signIn();
    const [here, there] = [await katherine.stream(), await elsewhere.stream()];
    const { session } = await elsewhere.must("GET", "/api/me");
    await katherine.must("DELETE", `/api/sessions/${session.id}`);
    assert.ok((await until(() => there.isEnded, "the revoked session's stream ends")) < 1000);
    assert.equal((await elsewhere.get("/api/me")).status, 401);
    assert.ok(!here.isEnded);
    const { csrfToken } = (await katherine.get("/api/auth/csrf")).body;
    await katherine.call("POST", "/api/auth/signout", new URLSearchParams({ csrfToken }).toString(), {
      "content-type": "application/x-www-form-urlencoded",
    });
    assert.ok((await until(() => here.isEnded, "the stream ends with its session")) < 1000);
    assert.equal((await katherine.get("/api/me")).status, 401);
  });

  it("gives a person six streams; the seventh ends the oldest", async () => {
    const { barbara } = stage.ours;
    const streams: EventStream[] = [];
    for (let number = 0; number < 7; number++) streams.push(await barbara.stream());
    await until(() => streams[0]?.isEnded === true, "the oldest ends");
    assert.deepEqual(
      streams.map(({ isEnded }) => isEnded),
      [true, false, false, false, false, false, false],
    );
    for (const stream of streams) stream.cut();
  });

  it("keeps nothing of 200 streams that were broken off", async () => {
    const { linus, grace } = stage.ours;
    const roomId = await openWith(grace, linus);
    const before = openConnections(stage.site.url);
    for (let number = 0; number < 200; number++) {
      const cutting = new AbortController();
      const headers = { cookie: linus.cookieHeader() };
      const opening = open("GET", `${stage.site.url}/api/stream`, headers, undefined, cutting.signal);
      const broken = opening.then((response) => response.on("error", () => {}).resume()).catch(() => {});
      if (number % 3 === 0)
        await broken; // some before their hello, some after
      else await wait(number % 7);
      cutting.abort();
    }
    const kept = await linus.stream();
    await grace.post(roomId, "Still there?");
    await until(() => kept.texts(roomId).length === 1, "a stream works after them");
    await until(() => openConnections(stage.site.url) <= before + 1, "only that one is left open");
    kept.cut();
  });
});

describe("live, with two servers on one Postgres", { skip: !testServer }, () => {
  it("readers of both hear everything once and in order, whatever is cut, killed or made deaf", async (t) => {
    const stage = await setUp({ database: "postgres" });
    t.after(() => stage.close());
    t.diagnostic(JSON.stringify(await twoServers(stage, { cuts: 20, kills: 1, deafenEvery: 800 })));
  });
});
