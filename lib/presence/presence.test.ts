import assert from "node:assert/strict";
import { after, test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { revokeSession } from "#lib/auth/sessions.ts";
import { cookieOf } from "#lib/auth/testing.ts";
import { callEndpoint, serveFrom } from "#lib/http/testing.ts";
import { newId } from "#lib/ids.ts";
import { PresenceAnnouncer } from "#lib/presence/announcer.ts";
import { PresenceDirectory, presence } from "#lib/presence/directory.ts";
import { getPresence, postPresence } from "#lib/presence/endpoints.ts";
import type { PresenceState } from "#lib/presence/events.ts";
import { listPresence } from "#lib/presence/queries.ts";
import { Audience } from "#lib/realtime/audience.ts";
import { listen, tell } from "#lib/realtime/bus.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { connect, type Received, until } from "#lib/realtime/testing.ts";
import { createRoom } from "#lib/rooms/create.ts";

after(closeStreams); // registered first, so it runs before the database closes
const { db } = await testDatabase();
serveFrom(db);
presence();

const say = ({ companyId, userId, sessionId }: Viewer, state: PresenceState) =>
  tell(companyId, { kind: "presence", userId, sessionId, state });
const heardBy = (events: Received[], { userId }: Viewer) =>
  events.filter(({ name, data }) => name === "presence" && data.userId === userId).map(({ data }) => data.state);

test("who says to be active or away is so for those who share a room, and for nobody else", async () => {
  const { grace, alan, katherine, carol, ada } = await castCompany(db);
  await createRoom(db, grace, { type: "direct", memberIds: [alan.userId] });
  await createRoom(db, ada, { type: "group", name: "Order 66", memberIds: [alan.userId, carol.userId] });
  const streams = await Promise.all([alan, katherine, carol].map((viewer) => connect(db, viewer)));
  const [alans, katherines, carols] = streams;
  say(grace, "active");
  say(grace, "active");
  say(grace, "away");
  await until(() => heardBy(alans?.events ?? [], grace).at(-1) === "away", "Alan hears that she is away");
  assert.deepEqual(await listPresence(db, alan), [{ userId: grace.userId, state: "away" }]);
  for (const viewer of [katherine, carol, ada]) assert.deepEqual(await listPresence(db, viewer), []);
  say(alan, "active");
  await until(() => heardBy(carols?.events ?? [], alan).length === 1, "the customer hears of Alan");
  assert.deepEqual(await listPresence(db, carol), [{ userId: alan.userId, state: "active" }]);
  assert.deepEqual(heardBy(carols?.events ?? [], grace), []);
  assert.equal(katherines?.events.filter(({ name }) => name === "presence").length, 0);
  for (const stream of streams) stream.cut();
});

test("a person is active where one of their places is, and gone with the last", async () => {
  const { grace } = await castCompany(db);
  const phone = { ...grace, sessionId: newId() };
  const state = () => presence().stateOf(grace.companyId, grace.userId);
  say(grace, "active");
  say(phone, "away");
  assert.equal(state(), "active");
  say(grace, "offline");
  assert.equal(state(), "away");
  await revokeSession(db, grace, grace.sessionId);
  assert.equal(state(), "away");
  tell(grace.companyId, { kind: "session.ended", userId: grace.userId });
  assert.equal(state(), "offline");
});

test("whoever is not heard of for 75 seconds is gone", () => {
  const directory = new PresenceDirectory();
  const changes: string[] = [];
  directory.watch("c", (userId, state) => changes.push(`${userId} ${state}`));
  const said = { kind: "presence", userId: "u", sessionId: "s", state: "active" } as const;
  directory.hear("c", said, 0);
  directory.sweep(70_000);
  directory.hear("c", said, 70_000);
  directory.sweep(140_000);
  assert.equal(directory.stateOf("c", "u"), "active");
  directory.sweep(145_001);
  assert.deepEqual(directory.here("c"), []);
  assert.deepEqual(changes, ["u active", "u offline"]);
});

test("a process repeats who it holds, says who has gone, and speaks up for whom another gave up", async (t) => {
  const { grace } = await castCompany(db);
  const audience = new Audience();
  const announcer = new PresenceAnnouncer(db, grace.companyId, audience);
  t.after(() => announcer.close());
  const sink = { write() {}, backlog: () => 0, drained: async () => true, end() {} };
  const stream = { viewer: grace, sink, rooms: new Set<string>(), waiting: null, held: 0, pos: 0, openedAt: 0 };
  audience.add(stream);
  const told: string[] = [];
  t.after(
    listen({
      onTell: (companyId, event) =>
        companyId === grace.companyId && event.kind === "presence" && told.push(event.state),
    }),
  );
  say(grace, "away");
  for (let n = 0; n < 6; n++) announcer.tick();
  assert.deepEqual(told.splice(0), ["away", "away", "away"]);
  say(grace, "offline");
  announcer.tick();
  assert.deepEqual(told.splice(0), ["offline", "away"]);
  audience.remove(stream);
  announcer.tick();
  assert.deepEqual(told, []);
  announcer.tick();
  assert.deepEqual(told.splice(0), ["offline"]);
  announcer.tick();
  announcer.tick();
  assert.deepEqual(told, []);
});

test("presence is said and asked by the signed-in alone, and nothing is said for others", async () => {
  const { grace, alan } = await castCompany(db);
  await createRoom(db, grace, { type: "direct", memberIds: [alan.userId] });
  const as = async (viewer: Viewer) => ({ cookie: await cookieOf(viewer), origin: "http://127.0.0.1:3000" });
  const post = async (body: unknown) => (await callEndpoint(postPresence, { headers: await as(grace), body })).status;
  assert.equal((await callEndpoint(postPresence, { body: { state: "active" } })).status, 401);
  assert.equal((await callEndpoint(getPresence)).status, 401);
  for (const body of [{}, { state: "dnd" }, { state: "offline" }, { state: "active", userId: alan.userId }]) {
    assert.equal(await post(body), 422);
  }
  assert.equal(await post({ state: "active" }), 204);
  const { body } = await callEndpoint(getPresence, { headers: await as(alan) });
  assert.deepEqual(body, { people: [{ userId: grace.userId, state: "active" }] });
});
