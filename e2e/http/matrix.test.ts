import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { mayInCompany } from "#lib/access/policy.ts";
import type { Person } from "../harness/person.ts";
import { type Stage, setUp } from "../harness/stage.ts";
import { companyCases, exceptions, otherRoutes } from "./matrix/company-cases.ts";
import { assertProblem, assertSame, fill } from "./matrix/compare.ts";
import { routeMethods } from "./matrix/enumerate.ts";
import { expectedStatus, type RoomCase, roomCases } from "./matrix/room-cases.ts";
import { invited, kinds, makeScenes, type Scene } from "./matrix/scene.ts";

describe("every route method, by everybody", () => {
  let stage: Stage;
  let scenes: Scene[];
  before(async () => {
    stage = await setUp();
    scenes = await makeScenes(stage);
  });
  after(() => stage?.close());

  it("has a case for each", () => {
    const cases = [...roomCases, ...companyCases].map(({ route }) => route);
    const known = new Set([...cases, ...Object.keys(otherRoutes), ...Object.keys(exceptions)]);
    assert.deepEqual(
      routeMethods().filter((route) => !known.has(route)),
      [],
      "these route methods have no case in e2e/http/matrix",
    );
    assert.deepEqual(
      [...known].filter((route) => !routeMethods().includes(route)),
      [],
      "these cases have no route method any more",
    );
  });

  it("answers in rooms of every shape as the policy says, and hides what is hidden", async () => {
    const wrong = (await Promise.all(scenes.map(tryEverything))).flat();
    assert.deepEqual(wrong, []);
  });

  it("answers in the company as the policy says", async () => {
    const { ours, theirs, nobody } = stage;
    const viewers = { customer: ours.carol, employee: ours.alan, agent: ours.edsger, admin: ours.ada };
    for (const { route, what = "", action, status, query = "", body, ids, isHidden, isFresh } of companyCases) {
      const [method = "", path = ""] = route.split(" ");
      const things = (await ids?.(stage)) ?? {};
      const attempt = (person: Person, params = things) =>
        person.call(method, fill(path, params) + query, body?.(stage));
      const says = (who: string) => `${route} ${what} by ${who}`;
      for (const person of [nobody, ours.barbara]) assert.equal((await attempt(person)).status, 401, says(person.name));
      if (ids) assertSame(await attempt(theirs.ada), await attempt(theirs.ada, {}), says("another company's admin"));
      for (const [role, person] of Object.entries(viewers)) {
        const reply = await attempt(person, isFresh ? await ids?.(stage) : things);
        const may = !action || mayInCompany(action, role as keyof typeof viewers);
        assert.equal(reply.status, may ? status : isHidden ? 404 : 403, `${says(role)}: ${reply.text}`);
        if (!may) assertProblem(reply, says(role));
      }
    }
  });

  it("lists nothing of another company", async () => {
    const { ours, theirs } = stage;
    const secrets = [...Object.values(ours).map(({ id }) => id), ...scenes.map(({ roomId }) => roomId)];
    for (const { route, query = "" } of companyCases.filter(({ route }) => route.startsWith("GET "))) {
      const { text } = await theirs.ada.get(route.slice("GET ".length) + query);
      for (const secret of secrets) assert.ok(!text.includes(secret), `${route} tells another company of ${secret}`);
    }
  });

  it("lets one end one's own sessions and nobody else's", async () => {
    const { ours, theirs, nobody } = stage;
    const sessionOf = async (person: Person) => (await person.must("GET", "/api/me")).session.id as string;
    const path = `/api/sessions/${await sessionOf(ours.katherine)}`;
    const absent = `/api/sessions/${randomUUID()}`;
    assert.equal((await nobody.call("DELETE", path)).status, 401);
    for (const person of [ours.ada, ours.alan, theirs.ada]) {
      const hidden = await person.call("DELETE", path);
      assert.equal(hidden.status, 404);
      assertSame(hidden, await person.call("DELETE", absent), path);
    }
    assert.equal((await ours.katherine.call("DELETE", path)).status, 204);
    assert.equal((await ours.katherine.get("/api/me")).status, 401);
    await ours.katherine.signIn();
  });

  it("lets one revoke one's own tokens and nobody else's", async () => {
    const { ours, theirs, nobody } = stage;
    const { id } = await ours.katherine.must("POST", "/api/tokens", { name: "A program" });
    const path = `/api/tokens/${id}`;
    assert.equal((await nobody.call("DELETE", path)).status, 401);
    for (const person of [ours.ada, ours.alan, theirs.ada]) {
      const hidden = await person.call("DELETE", path);
      assert.equal(hidden.status, 404);
      assertSame(hidden, await person.call("DELETE", `/api/tokens/${randomUUID()}`), path);
    }
    assert.equal((await ours.katherine.call("DELETE", path)).status, 204);
  });

  it("changes a password for whoever knows it", async () => {
    const { ours, nobody } = stage;
    const change = { current: "not the password", next: "a new one for tests" };
    assert.equal((await nobody.call("POST", "/api/me/password", change)).status, 401);
    const reply = await ours.alan.call("POST", "/api/me/password", change);
    assert.equal(reply.status, 422, reply.text);
    assertProblem(reply, "a wrong password");
  });

  it("takes conversations from anyone but colleagues, and for companies that are there", async () => {
    const { ours, nobody } = stage;
    const { company } = await ours.ada.must("GET", "/api/me");
    const letter = { name: "Denise Martin", email: "denise@example.com", content: "Hello" };
    const write = (person: Person, slug: string) => person.call("POST", `/api/help/${slug}/conversations`, letter);
    assert.equal((await write(nobody.elsewhere(), company.slug)).status, 201);
    assert.equal((await write(ours.alan, company.slug)).status, 403);
    assert.equal((await write(nobody, "no-such-company")).status, 404);
  });

  it("opens streams for the signed-in alone", async () => {
    const { ours, nobody } = stage;
    for (const person of [nobody, ours.barbara]) {
      const reply = await person.get("/api/stream");
      assert.equal(reply.status, 401);
      assertProblem(reply, "stream");
    }
    const stream = await ours.alan.stream();
    stream.cut();
  });

  it("shows an invite to whoever has its token, as often as it says, and tells nothing otherwise", async () => {
    const { ours, nobody } = stage;
    const { token, id } = await ours.ada.must("POST", "/api/invites", { role: "employee" });
    const offer = await nobody.get(`/api/invites/${token}`);
    assert.equal(offer.status, 200);
    assert.equal(offer.body.company.name, "Difference Engines");
    const accept = (number: number) => ({
      name: "Radia Perlman",
      email: `radia${number}@example.com`,
      password: "spanning trees forever",
    });
    const tries = Array.from({ length: 10 }, (_, number) =>
      nobody.call("POST", `/api/invites/${token}/accept`, accept(number)),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 201).length, 1, `of ten at once: ${statuses}`);
    const used = await nobody.get(`/api/invites/${token}`);
    assert.equal(used.status, 404);
    assertSame(used, await nobody.get(`/api/invites/${"x".repeat(token.length)}`), "a used invite");
    assertSame(used, await nobody.get(`/api/invites/${id}`), "an invite by its id");
  });

  it("has nothing at any other path, for anybody", async () => {
    for (const person of [stage.nobody, stage.ours.ada]) {
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        const reply = await person.call(method, `/api/${randomUUID()}/nothing`, method === "GET" ? undefined : {});
        assert.equal(reply.status, 404);
        assertProblem(reply, method);
      }
    }
  });

  it("is set up once, and healthy", async () => {
    const { nobody } = stage;
    assert.deepEqual((await nobody.get("/api/setup")).body, { needed: false });
    const admin = { name: "Eve", email: "eve@example.com", password: "let me in, please" };
    const again = await nobody.call("POST", "/api/setup", { company: { name: "Evil" }, admin });
    assert.equal(again.status, 409);
    assertProblem(again, "set-up");
    assert.deepEqual((await nobody.get("/api/health")).body, { status: "ok" });
  });

  it("finds a message only under its own room", async () => {
    const { ours } = stage;
    const [one, other] = [await ours.alan.openRoom(group("One")), await ours.alan.openRoom(group("Other"))];
    const message = (await ours.alan.post(one, "Here")).id;
    for (const { route, ids, body } of roomCases.filter(({ route }) => route.includes("{messageId}"))) {
      const [method = "", path = ""] = route.split(" ");
      const reaction = "%F0%9F%91%8D";
      const there = { roomId: other, reaction, messageId: message };
      const reply = await ours.alan.call(method, fill(path, there), body);
      assert.ok(ids);
      assert.equal(reply.status, 404, `${route} of another room: ${reply.text}`);
      const absent = await ours.alan.call(method, fill(path, { ...there, messageId: randomUUID() }), body);
      assertSame(reply, absent, route);
    }
  });

  it("answers every other verb of a hidden room as of none", async () => {
    const { theirs } = stage;
    const hidden = await theirs.alan.openRoom(group("Hidden"));
    const paths = new Set(roomCases.map(({ route }) => route.split(" ")[1] ?? ""));
    for (const path of paths) {
      for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        const attempt = (roomId: string) => stage.ours.alan.call(method, fill(path, { ...fixed, roomId }), "{}");
        assertSame(await attempt(hidden), await attempt(randomUUID()), `${method} ${path}`);
      }
    }
  });

  it("lets nobody raise themself or touch an owner from below", async () => {
    const { ours } = stage;
    const { alan, grace, katherine } = ours;
    const roomId = await grace.openRoom({ ...group("Ranks"), memberIds: [alan.id, katherine.id] });
    const change = (by: Person, whom: Person, role: string) =>
      by.call("PATCH", `/api/rooms/${roomId}/members/${whom.id}`, { role });
    assert.equal((await change(grace, alan, "admin")).status, 200);
    for (const role of ["owner", "admin"]) assert.equal((await change(katherine, katherine, role)).status, 403);
    assert.equal((await change(alan, alan, "owner")).status, 403);
    assert.equal((await change(alan, katherine, "owner")).status, 403);
    assert.equal((await change(alan, grace, "member")).status, 403);
    assert.equal((await alan.call("DELETE", `/api/rooms/${roomId}/members/${grace.id}`)).status, 403);
    assert.equal((await change(grace, grace, "member")).body.code, "last_owner");
    const newcomer = await invited(ours.ada, "Margaret Hamilton");
    const asOwner = { userId: newcomer.id, role: "owner" };
    assert.equal((await alan.call("POST", `/api/rooms/${roomId}/members`, asOwner)).status, 403);
    for (const person of [alan, ours.edsger]) {
      const raise = await person.call("PATCH", `/api/admin/people/${person.id}`, { role: "admin" });
      assert.equal(raise.status, 403);
    }
  });

  it("tells a customer names, not addresses, of those they share a room with", async () => {
    const { carol, grace } = stage.ours;
    await grace.openRoom({ ...group("With a customer"), memberIds: [carol.id] });
    const { text, body } = await carol.get("/api/people");
    assert.ok(body.people.length > 0);
    assert.ok(!text.includes("@"), "an address reached a customer");
    assert.ok(!text.includes(stage.ours.edsger.id), "somebody they share no room with");
  });
});

const group = (name: string) => ({ type: "group", name });
const fixed = { messageId: randomUUID(), userId: randomUUID(), reaction: "%F0%9F%91%8D" };

/** Every case in one room, by everybody; gives what was answered otherwise than the policy says. */
async function tryEverything(scene: Scene): Promise<string[]> {
  const wrong: string[] = [];
  for (const roomCase of roomCases) {
    for (const kind of kinds) {
      const viewer = scene.viewers.get(kind);
      if (!viewer || roomCase.only?.(kind, scene) === false) continue;
      const expected = expectedStatus(roomCase, kind, scene);
      const reply = await attempt(roomCase, scene, viewer.person);
      const says = `${roomCase.route} ${roomCase.what ?? ""} in ${scene.name}, ${kind}`;
      if (reply.status !== expected) wrong.push(`${says}: ${reply.status} for ${expected} ${reply.text.slice(0, 200)}`);
      else if (expected === 404) assertSame(reply, await attempt(roomCase, scene, viewer.person, randomUUID()), says);
      if (reply.status >= 400) assertProblem(reply, says);
    }
  }
  return wrong;
}

function attempt(
  { route, query = "", body, headers, ids }: RoomCase,
  scene: Scene,
  person: Person,
  roomId = scene.roomId,
) {
  const [method = "", path = ""] = route.split(" ");
  const params = { ...ids?.(scene, person), roomId };
  return person.call(
    method,
    fill(path, params) + query,
    typeof body === "function" ? body(scene, person) : body,
    headers,
  );
}
