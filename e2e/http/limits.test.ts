import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { multipart, multipartType } from "../harness/files.ts";
import type { Reply } from "../harness/http.ts";
import { Person } from "../harness/person.ts";
import { startServer } from "../harness/server.ts";
import { type Stage, setUp } from "../harness/stage.ts";
import { testServer } from "../harness/storage.ts";

const env = { RATE_LIMIT_FACTOR: "1" };
const many = 400;

describe("limits hold under parallel requests", () => {
  let stage: Stage;
  before(async () => {
    stage = await setUp({ env });
  });
  after(() => stage?.close());

  it("room creation: exactly ten of four hundred", async () => {
    const { grace } = stage.ours;
    const replies = await openRooms([grace], many);
    assert.deepEqual(countOf(replies), { 201: 10, 429: many - 10 });
    const refused = replies.filter(({ status }) => status === 429);
    for (const { body, headers } of refused) {
      assert.equal(body.code, "rate_limited");
      assert.match(headers["retry-after"] ?? "", /^[1-9]\d*$/);
      assert.match(String(headers["ratelimit-policy"]), /^"[a-z.]+";q=\d+;w=\d+$/);
      assert.match(String(headers.ratelimit), /^"[a-z.]+";r=0;t=\d+$/);
    }
    const { entries } = await stage.ours.ada.must("GET", `/api/admin/rate-limits?event=room.create&userId=${grace.id}`);
    const sum = (field: string) =>
      entries.reduce((all: number, entry: Record<string, number>) => all + (entry[field] ?? 0), 0);
    const counted = refused.filter(({ headers }) => /room\.create/.test(String(headers.ratelimit))).length;
    assert.deepEqual([sum("count"), sum("refused")], [counted + 10, counted], "and the log says so");
    assert.ok(counted > 200, "the others were too many calls a minute");
  });

  it("messages: ten at once into a room; a known client id is never charged, whatever it says of its address", async () => {
    const { alan } = stage.ours;
    const roomId = await alan.openRoom({ type: "group", name: "Limited" });
    const path = `/api/rooms/${roomId}/messages`;
    const send = (clientId: string, headers = {}) => alan.call("POST", path, { content: clientId, clientId }, headers);
    const began = performance.now();
    const replies = await Promise.all(Array.from({ length: 60 }, (_, number) => send(`m${number}`, forwarded(number))));
    const refilled = Math.ceil((performance.now() - began) / 1000);
    const sent = countOf(replies)[201] ?? 0;
    assert.ok(sent >= 10 && sent <= 10 + refilled, `${sent} were let through in ${refilled} s`);
    const known = replies.findIndex(({ status }) => status === 201);
    const again = await Promise.all(Array.from({ length: 20 }, () => send(`m${known}`)));
    assert.deepEqual(countOf(again), { 200: 20 });
    for (const { body } of again) assert.equal(body.message.id, replies[known]?.body.message.id);
  });

  it("wrong passwords: five an account, however it is spelt and wherever it says it comes from", async () => {
    const { linus } = stage.ours;
    const [local = "", domain = ""] = linus.email.split("@");
    const spellings = [linus.email, linus.email.toUpperCase(), `${local}+tag@${domain}`, `${local}+x+y@${domain}`];
    const browsers = Array.from({ length: 24 }, () => linus.elsewhere());
    const replies = await Promise.all(
      browsers.map((browser, number) => tryToSignIn(browser, spellings[number % 4] ?? "", "wrong", forwarded(number))),
    );
    const counts = countOf(replies);
    assert.equal(counts[429], 19, JSON.stringify(counts));
    const right = await tryToSignIn(linus.elsewhere(), linus.email, linus.password);
    assert.equal(right.status, 429, "the right one has to wait too");
    assert.ok(right.headers["retry-after"]);
  });

  it("right passwords are not counted", async () => {
    const { katherine } = stage.ours;
    for (let number = 0; number < 7; number++) {
      const browser = katherine.elsewhere();
      await tryToSignIn(browser, katherine.email, katherine.password);
      assert.ok(browser.isSignedIn, `sign-in ${number}`);
    }
  });

  it("row 36: searches, uploads and reactions, whatever address they say to come from", async () => {
    const { ada, edsger, barbara } = stage.ours;
    const memberIds = [edsger.id, barbara.id];
    const rooms = [
      await ada.openRoom({ type: "group", name: "One", memberIds }),
      await ada.openRoom({ type: "group", name: "Other", memberIds }),
    ];
    const paths = await Promise.all(
      rooms.map(async (room) => `/api/rooms/${room}/messages/${(await ada.post(room, "React")).id}`),
    );
    const emoji = (number: number) => encodeURIComponent(String.fromCodePoint(0x1f400 + number));
    const search = (number: number) =>
      edsger.call("GET", `/api/search?q=${number % 2 ? "React" : "REACT"}`, undefined, forwarded(number));
    const upload = (number: number) =>
      barbara.call("POST", `/api/rooms/${rooms[number % 2]}/files`, multipart(`${number}.txt`, "plan"), {
        ...multipartType,
        ...forwarded(number),
      });
    const react = (number: number) =>
      ada.call("PUT", `${paths[number % 2]}/reactions/${emoji(number >> 1)}`, undefined, forwarded(number));
    await assertAdmitted({ attempt: search, of: 60, burst: 30, perSecond: 0.5 });
    await assertAdmitted({ attempt: upload, of: 45, burst: 30, perSecond: 30 / 3600 });
    await assertAdmitted({ attempt: react, of: 80, burst: 60, perSecond: 1 });
  });

  it("row 36: conversations on the help page: six an address, whoever they say to be", async () => {
    const { company } = await stage.ours.ada.must("GET", "/api/me");
    const path = `/api/help/${company.slug}/conversations`;
    const write = (number: number) => {
      const email = number % 2 ? "Denise+tag@Example.com" : `denise${number}@example.com`;
      const letter = { name: `Denise ${number}`, email, content: "Hello" };
      return new Person(stage.site).call("POST", path, letter, forwarded(number));
    };
    await assertAdmitted({ attempt: write, of: 20, burst: 6, perSecond: 6 / 43_200 });
  });

  it("wrong passwords: twenty an address, over all accounts", async () => {
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, number) =>
        tryToSignIn(new Person(stage.site), `nobody${number}@example.com`, "wrong", forwarded(number)),
      ),
    );
    const counts = countOf(replies);
    assert.equal(counts[429], 40 - (20 - 5), JSON.stringify(counts)); // five of the twenty went in the test before
  });
});

describe("limits hold over two servers on one Postgres", { skip: !testServer }, () => {
  it("room creation: exactly ten of four hundred", async (t) => {
    const stage = await setUp({ database: "postgres", env });
    t.after(() => stage.close());
    const second = await startServer({ storage: stage.storage, env });
    t.after(() => second.stop());
    const { grace } = stage.ours;
    const there = grace.elsewhere();
    there.site = { url: second.url };
    for (const [name, value] of grace.cookies) there.cookies.set(name, value);
    assert.deepEqual(countOf(await openRooms([grace, there], many)), { 201: 10, 429: many - 10 });
  });
});

function openRooms(browsers: Person[], count: number): Promise<Reply[]> {
  const attempt = (_: unknown, number: number) => {
    const browser = browsers[number % browsers.length] as Person;
    return browser.call("POST", "/api/rooms", { type: "group", name: `Room ${number}` });
  };
  return Promise.all(Array.from({ length: count }, attempt));
}

type Attempts = { attempt: (number: number) => Promise<Reply>; of: number; burst: number; perSecond: number };

/** Of so many at once, the burst is let through and what filled up again meanwhile; all others are told to wait. */
async function assertAdmitted({ attempt, of, burst, perSecond }: Attempts): Promise<void> {
  const began = performance.now();
  const replies = await Promise.all(Array.from({ length: of }, (_, number) => attempt(number)));
  const refilled = Math.floor(((performance.now() - began) / 1000) * perSecond);
  const refused = countOf(replies)[429] ?? 0;
  const admitted = replies.filter(({ status }) => status < 300).length;
  assert.equal(admitted + refused, of, JSON.stringify(countOf(replies)));
  assert.ok(admitted >= burst && admitted <= burst + refilled, `${admitted} were let through`);
}

async function tryToSignIn(browser: Person, email: string, password: string, headers = {}): Promise<Reply> {
  const { csrfToken } = (await browser.get("/api/auth/csrf")).body;
  const form = new URLSearchParams({ csrfToken, email, password }).toString();
  const sent = { "content-type": "application/x-www-form-urlencoded", ...headers };
  return browser.call("POST", "/api/auth/callback/credentials", form, sent);
}

const forwarded = (number: number) => ({ "x-forwarded-for": `10.0.0.${number}`, "x-real-ip": `10.0.1.${number}` });

function countOf(replies: Reply[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
