import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { it } from "node:test";
import { problems } from "#lib/errors.ts";
import { sentFile } from "../../harness/files.ts";
import { type Reply, send } from "../../harness/http.ts";
import type { Stage } from "../../harness/stage.ts";
import { until } from "../../harness/until.ts";
import { assertProblem } from "../matrix/compare.ts";
import { ask } from "../wild/raw.ts";

/** What a test over HTTP cannot bring about here, and where it is brought about instead. */
const elsewhere = {
  internal: "lib/http/problem.test.ts",
  unavailable: "lib/http/problem.test.ts",
  setup_code_needed: "start.test.ts",
  rate_limited: "limits.test.ts",
  request_timeout: "slow.long.ts",
  invite_used_up: "a race that a look before it nearly always wins",
  too_many_reactions: "messages.ts",
  wrong_credentials: "an action's answer, which has no headers of its own",
  too_many_tokens: "lib/tokens/tokens.test.ts",
};

/** A stack, a statement, a path of ours, a table, something secret. */
const inner =
  /\bat \S+ \(|\.(ts|js|mjs):\d|node_modules|\/home\/|\/tmp\/|select |insert into|chat_\w+|app_user|\bsecret|hunter2/i;

export function errors(stage: () => Stage): void {
  it("row 38: a refusal of any kind has a request id, and no path, query, stack or secret", async () => {
    const { ours, nobody, site } = stage();
    const { ada, grace, alan, edsger, carol } = ours;
    const roomId = await grace.openRoom({ type: "group", name: "Refusals", memberIds: [alan.id] });
    const room = `/api/rooms/${roomId}`;
    const { id } = await grace.post(roomId, "hunter2", "used");
    const gone = (await grace.post(roomId, "hunter2")).id;
    await grace.must("DELETE", `${room}/messages/${gone}`);
    const file = await sentFile(grace, roomId);
    const { company } = await ada.must("GET", "/api/me");
    const help = `/api/help/${company.slug}/conversations`;
    const letter = { name: "Denise", email: "denise@example.com", content: "Hello" };
    const written = (await nobody.elsewhere().must("POST", help, letter)).room.id;
    const claim = () => edsger.call("POST", `/api/support/cases/${written}/claim`);
    await claim();
    const { token } = await ada.must("POST", "/api/invites", { role: "employee" });
    const account = { name: "Eve", password: "hunter2 and hunter2" };
    const secret = "?secret=hunter2";
    const provoked: Partial<Record<keyof typeof problems, () => Promise<Reply>>> = {
      not_signed_in: () => nobody.get(`${room}/messages${secret}`),
      foreign_origin: () => grace.call("PATCH", room, { topic: "hunter2" }, { origin: "https://hunter2.example" }),
      forbidden: () => alan.call("PATCH", room, { topic: "hunter2" }),
      not_found: () => alan.get(`/api/rooms/${randomUUID()}/messages`),
      method_not_allowed: () => grace.call("DELETE", `/rooms${secret}`),
      body_too_large: () => grace.call("POST", `${room}/messages`, "hunter2".repeat(50_000)),
      unsupported_media_type: () => grace.call("POST", `${room}/messages`, "hunter2", { "content-type": "text/plain" }),
      malformed_json: () => grace.call("POST", `${room}/messages`, '{"content":"hunter2'),
      invalid_input: () => grace.get(`${room}/messages?limit=hunter2`),
      range_not_satisfiable: () => grace.call("GET", `${room}/files/${file}`, undefined, { range: "bytes=999-" }),
      client_id_reused: () => grace.call("POST", `${room}/messages`, { content: "another", clientId: "used" }),
      last_owner: () => grace.call("DELETE", `${room}/members/${grace.id}`),
      message_deleted: () => grace.call("PATCH", `${room}/messages/${gone}`, { content: "hunter2" }),
      already_set_up: () =>
        nobody.call("POST", "/api/setup", {
          company: { name: "Eve" },
          admin: { ...account, email: "eve@example.com" },
        }),
      email_taken: () => nobody.call("POST", `/api/invites/${token}/accept`, { ...account, email: alan.email }),
      last_admin: () => ada.call("PATCH", `/api/admin/people/${ada.id}`, { role: "employee" }),
      already_claimed: claim,
    };
    for (const [code, provoke] of Object.entries(provoked)) {
      const reply = await provoke();
      assert.equal(reply.body?.code, code, reply.text);
      assertProblem(reply, code);
      assert.doesNotMatch(reply.text.replace(/"type":"[^"]*"/, ""), inner, code);
      for (const part of ["/api/", "?", carol.email, roomId, id])
        assert.ok(!reply.text.includes(part), `${code} tells ${part}`);
    }
    const raw = {
      malformed_request: "GET /secret HTTP/1.1\r\nHost: x\r\nhunter2\r\n\r\n",
      headers_too_large: `GET /secret HTTP/1.1\r\nX: ${"hunter2".repeat(9_000)}\r\n\r\n`,
    };
    for (const [code, request] of Object.entries(raw)) {
      const reply = await ask(site.url, request);
      assert.match(reply, new RegExp(`^x-request-id: \\S+.*"code":"${code}"`, "ms"));
      assert.doesNotMatch(reply.replace(/"type":"[^"]*"/, ""), inner, code);
    }
    const known = [...Object.keys(provoked), ...Object.keys(raw), ...Object.keys(elsewhere)].sort();
    assert.deepEqual(known, Object.keys(problems).sort(), "every kind of refusal has a case");
  });

  it("row 12: tokens, passwords and cookies stand in no log and count for nothing in an address", async () => {
    const { ours, nobody, site, server } = stage();
    const { ada, alan } = ours;
    const { token } = await alan.must("POST", "/api/tokens", { name: "Program" });
    const invite = (await ada.must("POST", "/api/invites", { role: "employee" })).token;
    const cookie = alan.cookieHeader() ?? "";
    for (const query of [
      `token=${token}`,
      `access_token=${token}`,
      `authorization=Bearer%20${token}`,
      `cookie=${encodeURIComponent(cookie)}`,
    ])
      for (const path of ["/api/me", "/api/stream", "/api/sync"])
        assert.equal((await nobody.get(`${path}?${query}`)).status, 401, `${path}?${query.split("=")[0]}`);
    await nobody.get(`/api/invites/${invite}`);
    await nobody.get(`/invite/${invite}`);
    const account = { name: "Radia", email: "radia@example.com", password: "spanning trees, forever" };
    const accepted = await nobody.call("POST", `/api/invites/${invite}/accept`, account);
    assert.equal(accepted.status, 201);
    const last = await send("GET", `${site.url}/api/me`, { authorization: `Bearer ${token}` });
    assert.equal(last.status, 200);
    await until(() => server.logs().includes(String(last.headers["x-request-id"])), "the log has come so far");
    const secrets = [
      token,
      invite,
      account.password,
      account.email,
      cookie.split("session-token=")[1]?.slice(0, 40) ?? "?",
    ];
    for (const secret of secrets) assert.ok(!server.logs().includes(secret), "the log has a secret");
  });
}
