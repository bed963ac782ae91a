import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import type { Headers, Reply } from "../harness/http.ts";
import type { Person } from "../harness/person.ts";
import { type Stage, setUp } from "../harness/stage.ts";
import { exceptions } from "./matrix/company-cases.ts";
import { assertProblem, fill } from "./matrix/compare.ts";
import { routeMethods } from "./matrix/enumerate.ts";
import { ask } from "./wild/raw.ts";
import { otherDoors, type Target, targets } from "./wild/targets.ts";
import { wildBodies, wildCookies, wildIds, wildPaths, wildQueries, wildRequests } from "./wild/words.ts";

describe("wild input gets a 4xx with a sentence, and never a 500", () => {
  let stage: Stage;
  let ada: Person;
  let params: Record<string, string>;
  before(async () => {
    stage = await setUp();
    ada = stage.ours.ada;
    const roomId = await ada.openRoom({ type: "group", name: "Wild", memberIds: [stage.ours.grace.id] });
    const messageId = (await ada.post(roomId, "Here")).id;
    params = { roomId, messageId, userId: stage.ours.grace.id, reaction: "%F0%9F%91%8D", inviteId: randomUUID() };
    params.sessionId = randomUUID();
  });
  after(async () => {
    assert.equal((await ada.get("/api/health")).status, 200, "the server is well afterwards");
    assert.doesNotMatch(stage.server.logs(), /Request \S+ failed|⨯|at .*\(/, "and has nothing to complain about");
    await stage.close();
  });

  it("at every door", () => {
    const known = new Set([...targets.map(({ route }) => route), ...Object.keys(exceptions), ...otherDoors]);
    assert.deepEqual(
      routeMethods().filter((route) => !known.has(route) && !route.endsWith("/api/{path}")),
      [],
      "these route methods have no target in e2e/http/wild",
    );
  });

  it("as an id in a path", () =>
    each(
      targets.flatMap((target) =>
        target.params.flatMap((name) => wildIds.map((value) => ({ target, replaced: { [name]: value } }))),
      ),
      ({ target, replaced }) => attempt(target, { replaced }),
      ({ target, replaced }) => `${target.route} with ${JSON.stringify(replaced).slice(0, 60)}`,
    ));

  it("as a query", () =>
    each(
      targets
        .filter(({ method }) => method === "GET")
        .flatMap((target) => wildQueries.map((query) => ({ target, query }))),
      ({ target, query }) => attempt(target, { query }),
      ({ target, query }) => `${target.route}${query.slice(0, 60)}`,
    ));

  it("as a body", () =>
    each(
      targets
        .filter(({ body }) => body !== undefined)
        .flatMap((target) => wildBodies.map(([what, body, headers]) => ({ target, what, body, headers }))),
      ({ target, body, headers }) => attempt(target, { body, headers }),
      ({ target, what }) => `${target.route} with ${what}`,
    ));

  it("as a field more than there should be", () =>
    each(
      targets
        .filter(({ body }) => body !== undefined)
        .flatMap((target) => ["senderId", "id", "__proto__", "constructor"].map((field) => ({ target, field }))),
      ({ target, field }) => {
        const sound = JSON.stringify(target.body);
        return attempt(target, { body: sound.replace("{", `{${JSON.stringify(field)}:{"x":1},`) });
      },
      ({ target, field }) => `${target.route} with ${field}`,
      [422],
    ));

  it("as bodies of 12 MB, with a length and without", async () => {
    const body = Buffer.alloc(12_000_000, "a");
    for (const target of targets.filter(({ body }) => body !== undefined)) {
      for (const headers of [{}, { "transfer-encoding": "chunked" }]) {
        const reply = await attempt(target, { body, headers });
        assert.equal(reply.status, 413, `${target.route} ${JSON.stringify(headers)}: ${reply.status}`);
        assertProblem(reply, target.route);
      }
    }
  });

  it("as any JSON in any field", async () => {
    const withBody = targets.filter(({ body }) => body !== undefined);
    const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: "binary" }), fc.double(), fc.bigInt().map(Number));
    const changed = fc.constantFrom(...withBody).chain((target) => {
      const fields = fc.dictionary(fc.constantFrom(...Object.keys(target.body ?? {})), anything, { minKeys: 1 });
      return fc.tuple(fc.constant(target), fields);
    });
    await fc.assert(
      fc.asyncProperty(changed, async ([target, fields]) => {
        const reply = await attempt(target, { body: { ...target.body, ...fields } });
        assert.ok(reply.status < 500, `${target.route} ${JSON.stringify(fields)}: ${reply.text}`);
        if (reply.status >= 400) assertProblem(reply, target.route);
      }),
      { numRuns: 300 },
    );
  });

  it("as a path", () =>
    each(
      wildPaths,
      (path) => ada.get(path),
      (path) => path.slice(0, 60),
    ));

  it("as a cookie", async () => {
    for (const cookie of wildCookies) {
      for (const path of ["/api/me", "/api/sync", "/api/stream", "/rooms"]) {
        const reply = await ada.call("GET", path, undefined, { cookie });
        assert.ok([401, 307].includes(reply.status), `${path} with ${cookie.slice(0, 60)}: ${reply.status}`);
      }
    }
  });

  it("as headers of a megabyte", async () => {
    for (const path of ["/api/sync", "/api/me", "/rooms"]) {
      const reply = await ask(
        stage.site.url,
        `GET ${path} HTTP/1.1\r\nHost: x\r\nCookie: ${"a".repeat(1_000_000)}\r\n\r\n`,
      );
      assert.match(reply, /^HTTP\/1.1 431 /);
      assert.match(reply, /"detail":"[^"]+\."/);
    }
  });

  it("as something that is hardly HTTP", async () => {
    for (const [what, request] of wildRequests) {
      const reply = await ask(stage.site.url, request);
      assert.match(reply, /^(HTTP\/1.1 [1-4]\d\d |$)/, `${what}: ${reply.slice(0, 200)}`);
      assert.doesNotMatch(reply, /evil\.example/, `${what} is led elsewhere`);
      assert.doesNotMatch(reply, /"user"|Ada/, what);
    }
  });

  type Given = { replaced?: Record<string, string>; query?: string; body?: unknown; headers?: Headers };

  function attempt({ method, path, query, body }: Target, given: Given): Promise<Reply> {
    const url = fill(path, { ...params, ...given.replaced }) + (given.query ?? query);
    return ada.call(method, url, "body" in given ? given.body : body, given.headers);
  }
});

/** Tries each, a few at a time; every answer must be a problem with a 4xx. */
async function each<T>(
  tries: T[],
  attempt: (given: T) => Promise<Reply>,
  says: (given: T) => string,
  statuses?: number[],
): Promise<void> {
  const wrong: string[] = [];
  const queue = tries.values();
  const work = async () => {
    for (const given of queue) {
      const reply = await attempt(given);
      const isRight = statuses ? statuses.includes(reply.status) : reply.status >= 400 && reply.status < 500;
      if (isRight) assertProblem(reply, says(given));
      else wrong.push(`${says(given)}: ${reply.status} ${reply.text.slice(0, 120)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  assert.deepEqual(wrong, []);
}
