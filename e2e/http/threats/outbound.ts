import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { it } from "node:test";
import { sentFile, uploaded } from "../../harness/files.ts";
import { type Headers, send } from "../../harness/http.ts";
import type { Stage } from "../../harness/stage.ts";
import { wait } from "../../harness/until.ts";
import { actionCases, callAction, outcomeOf } from "../matrix/actions.ts";
import { builtActions } from "../matrix/enumerate.ts";
import { ask } from "../wild/raw.ts";

const pages = ["/", "/signin", "/setup", "/rooms", "/you", "/people", "/search?q=x", "/admin/people", "/support"];

export function outbound(stage: () => Stage): void {
  it("row 35: no address that a person gave is ever fetched", async () => {
    const { ours, nobody, site } = stage();
    const { grace, alan, ada, edsger, linus } = ours;
    const { address, connections } = await listener();
    const image = `<img src="${address}/x.png"> ![x](${address}/y.png) ${address}/z`;
    const name = address;
    const roomId = await grace.openRoom({ type: "group", name, memberIds: [alan.id] });
    const room = `/api/rooms/${roomId}`;
    const { id } = await grace.post(roomId, image);
    await grace.must("PATCH", `${room}/messages/${id}`, { content: `${image}?edited` });
    await grace.must("PATCH", room, { topic: address });
    await grace.call("GET", `/api/search?q=${encodeURIComponent(address)}`);
    await linus.must("PATCH", "/api/me", { name });
    await linus.must("POST", "/api/tokens", { name });
    await ada.call("POST", "/api/invites", { role: "employee", email: `x@${new URL(address).hostname}` });
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg"><image href="${address}/x.png"/><script href="${address}"/></svg>`;
    const xml = `<?xml version="1.0"?><!DOCTYPE x SYSTEM "${address}/x.dtd"><x/>`;
    for (const [file, text] of [
      ["x.svg", drawing],
      ["x.png", drawing],
      ["x.html", image],
      ["x.xml", xml],
      ["x.m3u8", `#EXTM3U\n${address}/x.ts`],
    ] as const)
      await uploaded(grace, roomId, file, text);
    await sentFile(grace, roomId, drawing);
    const { company } = await ada.must("GET", "/api/me");
    const letter = { name, email: "denise@example.com", content: image, subject: address };
    const written = await nobody.elsewhere().must("POST", `/api/help/${company.slug}/conversations`, letter);
    const supportCase = `/api/support/cases/${written.room.id}`;
    await edsger.must("PATCH", supportCase, { tags: [address.slice(0, 40)], note: image });
    const headers: Headers = {
      referer: address,
      from: address,
      link: `<${address}>; rel=preload`,
      "x-wap-profile": address,
      "x-callback-url": address,
      "x-original-url": address,
      "x-rewrite-url": address,
      "x-middleware-rewrite": address,
      "x-forwarded-host": new URL(address).host,
      forwarded: `host=${new URL(address).host}`,
      "user-agent": address,
      "true-client-ip": new URL(address).host,
      "next-url": address,
    };
    const shown = [...pages, `/rooms/${roomId}`, `/help/${company.slug}`, `/support/${written.room.id}`];
    for (const page of shown)
      for (const rsc of [undefined, "1"]) await grace.call("GET", page, undefined, { ...headers, rsc });
    const encoded = encodeURIComponent(address);
    for (const path of [
      `/_next/image?url=${encoded}&w=64&q=75`,
      `/signin?next=${encoded}`,
      `/api/auth/signin?callbackUrl=${encoded}`,
      `/api/auth/csrf?callbackUrl=${encoded}`,
      `/api/openapi.json?url=${encoded}`,
    ])
      await grace.call("GET", path, undefined, { ...headers, cookie: `authjs.callback-url=${encoded}` });
    const { csrfToken } = (await nobody.get("/api/auth/csrf")).body;
    const form = new URLSearchParams({
      csrfToken,
      email: grace.email,
      password: "x",
      callbackUrl: address,
      redirectTo: address,
    });
    const typed = { "content-type": "application/x-www-form-urlencoded" };
    await nobody.call("POST", "/api/auth/callback/credentials", form.toString(), typed);
    for (const action of Object.keys(actionCases)) await callAction(grace, action, { name, url: address }, headers);
    for (const method of ["GET", "POST", "CONNECT"])
      await ask(site.url, `${method} ${address}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
    await wait(300);
    assert.equal(connections(), 0);
    await assertListens(address, connections);
  });

  it("row 6: a forged Host or forwarding header leads to no fetch, wherever an action or a page is asked for", async () => {
    const { ours, server, site } = stage();
    const alan = ours.alan.elsewhere();
    await alan.signIn();
    const { address, connections } = await listener();
    const { host } = new URL(address);
    const forged: Headers[] = [
      { host, origin: address, "x-forwarded-host": host, "x-forwarded-proto": "http" },
      { origin: site.url, "x-forwarded-host": host, forwarded: `host=${host};proto=http` },
    ];
    for (const headers of forged) {
      for (const page of pages) await alan.call("GET", page, undefined, headers);
      for (const [name, { id }] of builtActions()) {
        for (const page of ["/signin", "/you"]) {
          const named = { accept: "text/x-component", "next-action": id, "content-type": "text/plain;charset=UTF-8" };
          const reply = await alan.call("POST", page, '[{"unknown":1}]', { ...headers, ...named });
          const status = outcomeOf(reply) ?? reply.status;
          assert.ok(status >= 400 && status < 500, `${name} at ${page}: ${status} ${reply.text}`);
        }
      }
    }
    await wait(300);
    assert.doesNotMatch(server.logs(), /forward|fetch failed/, "nor did the server call itself");
    assert.equal(connections(), 0);
    await assertListens(address, connections);
  });

  it("row 6: no link leads to a host that somebody made up", async () => {
    const { ada } = stage().ours;
    const { token } = await ada.must("POST", "/api/tokens", { name: "Links" });
    const evil = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
    for (const headers of [
      evil,
      { ...evil, host: undefined },
      { forwarded: "host=evil.example", "x-real-ip": "6.6.6.6" },
    ]) {
      const bearer = { ...headers, authorization: `Bearer ${token}`, "content-type": "application/json" };
      const given = Object.fromEntries(Object.entries(bearer).filter(([, value]) => value !== undefined)) as Headers;
      const made = await send("POST", `${stage().site.url}/api/invites`, given, { role: "employee" });
      assert.doesNotMatch(JSON.stringify([made.headers, made.text]), /evil\.example/);
      for (const page of [...pages, "/api/auth/signin", "/api/auth/csrf", "/nowhere"]) {
        const reply = await ada.call("GET", page, undefined, given);
        assert.doesNotMatch(JSON.stringify([reply.headers, reply.text]), /evil\.example/, page);
      }
    }
  });

  it("row 6: an upgrade of the connection is refused, whatever to", async () => {
    for (const protocol of ["websocket", "h2c", "http://127.0.0.1:1", "TLS/1.0"]) {
      for (const path of ["/", "/api/stream", "/api/me", "/_next/webpack-hmr", "http://127.0.0.1:1/"]) {
        const lines = [`GET ${path} HTTP/1.1`, "Host: 127.0.0.1", "Connection: Upgrade", `Upgrade: ${protocol}`];
        const more = ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA=="];
        const reply = await ask(stage().site.url, `${[...lines, ...more].join("\r\n")}\r\n\r\n`);
        assert.match(reply, /^(HTTP\/1.1 4\d\d |$)/, `${protocol} at ${path}: ${reply.slice(0, 100)}`);
      }
    }
  });
}

/** A server that nobody is to come to, on this machine, where a server that fetches could reach it. */
async function listener() {
  let count = 0;
  const server = createServer((socket) => {
    count++;
    socket.on("error", () => {}).end("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
  })
    .listen(0, "127.0.0.1")
    .unref();
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, connections: () => count };
}

/** The listener would have told of a visit. */
async function assertListens(address: string, connections: () => number): Promise<void> {
  const socket = connect(Number(new URL(address).port), "127.0.0.1").resume();
  await once(socket, "close");
  assert.equal(connections(), 1);
}
