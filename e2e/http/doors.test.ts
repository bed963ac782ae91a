import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { Headers, Reply } from "../harness/http.ts";
import type { Person } from "../harness/person.ts";
import { type Stage, setUp } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { assertProblem, comparable } from "./matrix/compare.ts";

describe("what every request passes", () => {
  let stage: Stage;
  let grace: Person;
  let roomId: string;
  const secretName = "Secret engines";
  before(async () => {
    stage = await setUp();
    grace = stage.ours.grace;
    roomId = await grace.openRoom({ type: "group", name: secretName });
    await grace.post(roomId, "Sealed words");
  });
  after(() => stage?.close());

  /** A write of each kind: a hot path, one of Next's, one without a body. */
  const writes = (): [method: string, path: string, body?: unknown][] => [
    ["POST", `/api/rooms/${roomId}/messages`, { content: "Forged" }],
    ["PUT", `/api/rooms/${roomId}/read`, { seq: 1 }],
    ["POST", `/api/rooms/${roomId}/typing`],
    ["POST", "/api/rooms", { type: "group", name: "Forged" }],
    ["PATCH", `/api/rooms/${roomId}`, { name: "Forged" }],
    ["DELETE", `/api/rooms/${roomId}`],
  ];

  it("takes writes by cookie from our own pages alone", async () => {
    const { host } = new URL(stage.site.url);
    const origins = ["https://evil.example", "null", "", undefined, "http://127.0.0.1", `https://${host}`];
    const twisted = [`http://${host}.evil.example`, `http://evil.example/${host}`, `http://${host}@evil.example`];
    for (const [method, path, body] of writes()) {
      for (const origin of [...origins, ...twisted]) {
        const reply = await grace.call(method, path, body, { origin });
        assert.equal(reply.body?.code, "foreign_origin", `${method} ${path} from ${origin}: ${reply.text}`);
        assert.equal(reply.status, 403);
        assertProblem(reply, path);
      }
    }
    const { room } = await grace.must("GET", `/api/rooms/${roomId}`);
    assert.equal(room.name, secretName);
  });

  it("takes JSON alone", async () => {
    for (const [method, path, body] of writes().filter(([, , body]) => body)) {
      for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", undefined]) {
        const reply = await grace.call(method, path, JSON.stringify(body), { "content-type": type });
        assert.equal(reply.status, 415, `${method} ${path} as ${type}: ${reply.text}`);
        assertProblem(reply, path);
      }
    }
  });

  it("answers in one order: 401, 403 origin, 413 and 415, 422, 404, 403, 429", async () => {
    const hidden = await stage.theirs.alan.openRoom({ type: "group", name: "Theirs" });
    const open = await stage.ours.ada.openRoom({ type: "company", name: "Read only", enrolment: "open" });
    const foreign = { origin: "https://evil.example" };
    const asText = { "content-type": "text/plain" };
    const large = "x".repeat(300_000);
    const send = (by: Person, room: string, body: unknown, headers: Headers = {}) =>
      by.call("POST", `/api/rooms/${room}/messages`, body, headers);
    const { nobody } = stage;
    const steps: [says: string, reply: Reply, status: number][] = [
      ["nobody, from elsewhere", await send(nobody, "x", large, { ...foreign, ...asText }), 401],
      ["from elsewhere, as text", await send(grace, "x", large, { ...foreign, ...asText }), 403],
      ["as text, too large", await send(grace, "x", large, asText), 415],
      ["too large, no id", await send(grace, "x", large), 413],
      ["no JSON, no id", await send(grace, "x", "{"), 400],
      ["no content, no id", await send(grace, "x", {}), 422],
      ["no content, hidden", await send(grace, hidden, {}), 422],
      ["hidden", await send(grace, hidden, { content: "x" }), 404],
      ["to be seen, not to be written in", await send(grace, open, { content: "x" }), 403],
    ];
    for (const [says, reply, status] of steps) {
      assert.equal(reply.status, status, `${says}: ${reply.text}`);
      assertProblem(reply, says);
    }
  });

  it("believes no header that only its own parts may set", async () => {
    const sub = "middleware:middleware:middleware:middleware:middleware";
    const client = encodeURIComponent(JSON.stringify({ address: "127.0.0.1", isLoopback: true, origin: "https://x" }));
    const forged: Headers[] = [
      { "x-middleware-subrequest": sub },
      { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
      { "x-middleware-rewrite": `/rooms/${roomId}` },
      { "x-middleware-next": "1", "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "x=1" },
      { "x-invoke-path": `/rooms/${roomId}`, "x-invoke-status": "200", "x-invoke-output": "/rooms" },
      { "x-matched-path": `/rooms/${roomId}` },
      { "x-nextjs-data": "1" },
      { "x-now-route-matches": "1" },
      { "x-rewrite-url": `/rooms/${roomId}`, "x-original-url": `/rooms/${roomId}` },
      { "x-parley-client": `x ${client}` },
      { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "x-forwarded-for": "127.0.0.1" },
      { forwarded: "host=evil.example;proto=https" },
      { host: "evil.example" },
      { authorization: "Bearer x" },
    ];
    for (const headers of forged) {
      for (const path of ["/", "/rooms", `/rooms/${roomId}`, "/admin/people", "/you", "/api/me", "/api/sync"]) {
        const reply = await stage.nobody.call("GET", path, undefined, headers);
        const says = `${path} with ${JSON.stringify(headers)}`;
        assert.ok([307, 401].includes(reply.status), `${says}: ${reply.status}`);
        assert.doesNotMatch(JSON.stringify(comparable(reply)), /evil\.example|Secret engines|Sealed|Grace/, says);
      }
      const write = await grace.call("POST", `/api/rooms/${roomId}/typing`, undefined, {
        ...headers,
        origin: "http://evil.example",
      });
      // A token stands for the whole sign-in: beside one that is none, the cookie is not looked at.
      assert.equal(write.status, "authorization" in headers ? 401 : 403, JSON.stringify(headers));
    }
  });

  it("shows nothing private of a page's data to somebody who is not signed in", async () => {
    const tree = encodeURIComponent(JSON.stringify(["", { children: ["rooms", {}] }]));
    const flights: Headers[] = [
      { rsc: "1" },
      { rsc: "1", "next-router-prefetch": "1" },
      { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
      { rsc: "1", "next-router-state-tree": tree },
      { rsc: "1", "next-router-state-tree": "nonsense" },
      { "next-url": "/rooms", rsc: "1" },
      { purpose: "prefetch" },
      {},
    ];
    const pages = [
      "/",
      "/rooms",
      `/rooms/${roomId}`,
      `/rooms/${roomId}/details`,
      "/admin/people",
      "/admin/limits",
      "/admin/audit",
      "/admin/rooms",
      "/you",
    ];
    for (const headers of flights) {
      for (const page of [
        ...pages,
        `${pages[2]}?_rsc=x`,
        `${pages[2]}.rsc`,
        `${pages[2]}%2ersc`,
        `${pages[2]}.segments/_tree.segment.rsc`,
        `${pages[2]}.txt`,
      ]) {
        const reply = await stage.nobody.call("GET", page, undefined, headers);
        const says = `${page} with ${JSON.stringify(headers)}: ${reply.status}`;
        assert.doesNotMatch(reply.text, /Secret engines|Sealed words|Grace Hopper|@example\.com/, says);
        assert.notEqual(reply.status, 200, says);
        assert.ok(reply.status < 500, says);
      }
    }
  });

  it("shows pages of another company's room as pages that are not there", async () => {
    const { alan } = stage.theirs;
    const pageOf = async (id: string) => plain((await alan.get(`/rooms/${id}`)).text.replaceAll(id, "ID"));
    const hidden = await alan.get(`/rooms/${roomId}`);
    const absent = await alan.get(`/rooms/${randomUUID()}`);
    assert.equal(hidden.status, absent.status);
    assert.doesNotMatch(hidden.text, /Secret engines|Sealed words|Grace Hopper/);
    const looks = [await pageOf(randomUUID())]; // where a page is cut while it streams depends on the moment
    await until(async () => {
      looks.push(await pageOf(randomUUID()));
      return looks.includes(await pageOf(roomId));
    }, "a hidden room's page looks like an absent one's");
  });

  it("lets nobody keep what is private", async () => {
    const paths = ["/api/me", "/api/rooms", `/api/rooms/${roomId}/messages`, "/api/sync", "/api/people", "/api/health"];
    for (const path of paths) {
      const { status, headers } = await grace.get(path);
      assert.equal(status, 200, path);
      assert.equal(headers["cache-control"], "private, no-store", path);
      assert.equal(headers["x-content-type-options"], "nosniff", path);
      assert.ok(headers["x-request-id"], path);
    }
    for (const page of ["/rooms", `/rooms/${roomId}`, "/you"]) {
      for (const flight of [{}, { rsc: "1" }]) {
        const reply = await grace.call("GET", page, undefined, flight);
        assert.match(reply.headers["cache-control"] ?? "", /private.*no-store/, `${page} ${JSON.stringify(flight)}`);
      }
    }
  });

  it("serves pages under a strict policy", async () => {
    const { headers } = await grace.get("/rooms");
    const policy = String(headers["content-security-policy"]);
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
    assert.match(scripts, /'nonce-[^']+'/);
    assert.doesNotMatch(scripts, /unsafe-inline|unsafe-eval/);
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      assert.ok(policy.includes(rule), rule);
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["x-powered-by"], undefined);
    const again = String((await grace.get("/rooms")).headers["content-security-policy"]);
    assert.notEqual(again, policy, "a nonce is used once");
  });

  it("optimises no pictures and leads nobody elsewhere", async () => {
    const image = "/_next/image?url=%2Ficon.svg&w=64&q=75";
    assert.equal((await grace.get(image)).status, 404);
    assert.equal((await grace.get("/_next/image?url=http%3A%2F%2F127.0.0.1%3A1%2F&w=64&q=75")).status, 404);
    for (const next of ["//evil.example", "/\\evil.example", "https://evil.example", "%2f%2fevil.example"]) {
      for (const path of [`/signin?next=${next}`, `/api/auth/signin?callbackUrl=${next}`, `/${next}`]) {
        const { headers } = await grace.get(path);
        assert.doesNotMatch(String(headers.location ?? ""), /^(https?:)?[/\\]{2}(?!127\.0\.0\.1)/, path);
      }
    }
  });
});

/** A page without what differs from one rendering to the next. */
function plain(page: string): string {
  return page
    .replace(/nonce(="|\\?":\\?")[^"\\]*/g, "nonce")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
}
