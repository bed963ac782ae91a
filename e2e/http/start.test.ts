import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { castInto } from "../harness/cast.ts";
import { Person } from "../harness/person.ts";
import { refusedStart, startServer } from "../harness/server.ts";
import { setUp } from "../harness/stage.ts";
import { newFolder, newStorage } from "../harness/storage.ts";

const secret = randomBytes(32).toString("base64");
const key = randomBytes(32).toString("base64");
const postgres = "postgres://somebody:hush-hush@127.0.0.1:1/nowhere";

describe("a start that cannot be is refused with the reason", () => {
  it("settings that are none, each by its name", async () => {
    const malformed = {
      PORT: "many",
      PUBLIC_URL: "chat.example.com",
      TRUST_PROXY: "nginx",
      DATABASE_URL: "mysql://127.0.0.1/parley",
      REDIS_URL: "http://127.0.0.1",
      AUTH_SECRET: "short",
      SMTP_URL: "mail.example.com",
      METRICS_TOKEN: "short",
      RATE_LIMIT_FACTOR: "lots",
    };
    const { code, said } = await refusedStart({ DATA_DIR: newFolder(), ...malformed });
    assert.equal(code, 1, said);
    for (const setting of Object.keys(malformed)) assert.match(said, new RegExp(`^ *${setting} .+\\.$`, "m"));
    const beyond = {
      PORT: "70000",
      PUBLIC_URL: "ftp://example.com",
      TRUST_PROXY: "10.0.0.0/99",
      RATE_LIMIT_FACTOR: "-1",
    };
    const again = await refusedStart({ DATA_DIR: newFolder(), ...beyond });
    for (const setting of Object.keys(beyond)) assert.match(again.said, new RegExp(`^ *${setting} .+\\.$`, "m"));
  });

  const lacking: [missing: string[], env: Record<string, string>][] = [
    [["PUBLIC_URL"], { HOST: "0.0.0.0" }],
    [["AUTH_SECRET", "MASTER_KEYS"], { DATABASE_URL: postgres }],
    [["MASTER_KEYS"], { AUTH_SECRET: secret, MASTER_KEYS: "k1" }],
    [["MASTER_KEYS"], { AUTH_SECRET: secret, MASTER_KEYS: `k1:${key.slice(4)}` }],
    [["MASTER_KEYS"], { AUTH_SECRET: secret, MASTER_KEYS: `k1:${key},k1:${key}` }],
  ];
  for (const [missing, env] of lacking) {
    it(`without a proper ${missing.join(" and ")} where it is needed`, async () => {
      const { code, said } = await refusedStart({ DATA_DIR: newFolder(), ...env });
      assert.equal(code, 1, said);
      for (const setting of missing) assert.match(said, new RegExp(setting));
      assertQuiet(said);
    });
  }

  it("a database that does not answer", async () => {
    const env = { DATABASE_URL: postgres, AUTH_SECRET: secret, MASTER_KEYS: `k1:${key}` };
    const { code, said } = await refusedStart({ DATA_DIR: newFolder(), ...env });
    assert.equal(code, 1, said);
    assert.match(said, /127\.0\.0\.1:1/);
    assertQuiet(said);
  });

  it("a port that is taken", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as { port: number };
    const { env } = await castStorage();
    const { code, said } = await refusedStart({ ...env, PORT: String(port) });
    holder.close();
    assert.equal(code, 1, said);
    assert.match(said, new RegExp(String(port)));
  });
});

describe("a data folder", () => {
  it("has one server at a time; a second is refused at once and told who holds it", async () => {
    const server = await startServer({ storage: await castStorage() });
    const { DATA_DIR } = server.storage.env;
    const tries = [];
    for (let round = 0; round < 3; round++) tries.push(await refusedStart({ DATA_DIR }));
    for (const { code, said } of tries) {
      assert.equal(code, 1, said);
      assert.match(said, new RegExp(`in use by process ${server.process.pid} on `));
    }
    const { seconds: boot } = await refusedStart({ PORT: "many" }); // what this machine takes to refuse anything just now
    const quickest = Math.min(...tries.map(({ seconds }) => seconds)) - boot;
    assert.ok(quickest < 2, `refused after ${quickest} s`);
    await server.kill9();
    const next = await startServer({ storage: server.storage });
    await next.stop();
  });

  it("opens with the key ring that it was made with, and no other", async () => {
    const stage = await setUp();
    const room = await stage.ours.grace.openRoom({ type: "group", name: "Sealed" });
    await stage.ours.grace.post(room, "Sealed");
    await stage.server.stop();
    const { DATA_DIR = "" } = stage.storage.env;
    const file = join(DATA_DIR, "secrets.json");
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const secrets = readFileSync(file, "utf8");
    const [id = ""] = JSON.parse(secrets).MASTER_KEYS.split(":");
    const rewrite = (MASTER_KEYS: string) => JSON.stringify({ ...JSON.parse(secrets), MASTER_KEYS });
    const rings = [rewrite(`${id}:${key}`), rewrite(`other:${key}`), secrets.slice(0, -30), null];
    for (const ring of rings) {
      if (ring === null) rmSync(file);
      else writeFileSync(file, ring);
      const { code, said } = await refusedStart({ DATA_DIR });
      assert.equal(code, 1, said);
      assert.match(said, /MASTER_KEYS|secrets\.json is damaged/, `${ring?.length} bytes`);
      assertQuiet(said);
      for (const part of secrets.match(/[A-Za-z0-9+/]{20,}/g) ?? []) assert.ok(!said.includes(part.slice(0, 8)), said);
    }
    writeFileSync(file, secrets, { mode: 0o600 });
    await stage.restart();
    const { messages } = await stage.ours.grace.must("GET", `/api/rooms/${room}/messages`);
    assert.equal(messages.at(-1).content, "Sealed");
    await stage.close();
  });
});

describe("the first start", () => {
  it("lets one company be made, from this machine or with the code", async () => {
    const server = await startServer();
    const person = new Person({ url: server.url });
    assert.deepEqual((await person.get("/api/setup")).body, { needed: true });
    const setUpAs = (name: string, headers = {}, code?: string) =>
      person.call("POST", "/api/setup", { ...companyOf(name), ...(code && { code }) }, headers);
    const elsewhere = [
      { "x-forwarded-for": "127.0.0.1" },
      { forwarded: "for=127.0.0.1" },
      { "x-real-ip": "127.0.0.1" },
      { via: "1.1 somewhere" },
      { host: "chat.example.com", origin: "http://chat.example.com" },
    ];
    for (const headers of elsewhere) {
      const { status } = await setUpAs("Elsewhere", headers);
      assert.equal(status, 403, JSON.stringify(headers));
    }
    const forged = encodeURIComponent(JSON.stringify({ address: "127.0.0.1", isLoopback: true, origin: server.url }));
    const claimed = {
      "x-forwarded-for": "10.1.1.1",
      "x-parley-client": `${randomBytes(18).toString("base64url")} ${forged}`,
    };
    assert.equal((await setUpAs("Forged", claimed)).body.code, "setup_code_needed");
    assert.equal((await setUpAs("Guessed", { "x-forwarded-for": "10.1.1.1" }, "000000")).status, 403);
    const code = /you need this code: (\S+)/.exec(server.logs())?.[1] ?? "";
    const tries = Array.from({ length: 5 }, (_, number) =>
      setUpAs(`Company ${number}`, number % 2 ? { "x-forwarded-for": "10.1.1.1" } : {}, code),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
    assert.deepEqual(statuses, [201, 409, 409, 409, 409]);
    await server.stop();
  });
});

/** A home that is made already, which is quicker. */
async function castStorage() {
  const storage = await newStorage();
  await castInto(storage);
  return storage;
}

function companyOf(name: string) {
  const email = `${name.replace(/\W/g, "")}@example.com`.toLowerCase();
  return { company: { name }, admin: { name, email, password: "a long enough password" } };
}

/** What a refusal must not tell: secrets, and a stack that helps nobody. */
function assertQuiet(said: string): void {
  for (const hidden of [secret, key, "hush-hush"]) assert.ok(!said.includes(hidden), said);
  assert.doesNotMatch(said, /^\s+at .+:\d+/m);
}
