import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows.ts";
import type { Answer } from "../../harness/http.ts";
import { Person, type Site } from "../../harness/person.ts";
import { type Server, startServer } from "../../harness/server.ts";
import type { Stage } from "../../harness/stage.ts";
import { until, wait } from "../../harness/until.ts";
import { keepReading, type Reading } from "./reading.ts";

type Plan = {
  /** How often streams are cut, those of all readers together. */
  cuts: number;
  /** How often a server is killed and started again, the two in turn. */
  kills: number;
  /** How long, in ms, from one time that the servers' listening connections are ended to the next. */
  deafenEvery: number;
};

type Sent = { line: string; content: string; at: number };

/** `reach` is the time in ms from a message's sending to a reader's hearing it, cuts and kills between them included. */
export type Tally = {
  sent: number;
  cuts: number;
  deafened: number;
  seconds: number;
  reach: { p50: number; p95: number; max: number };
};

const writerPause = 30;
const patience = 300_000;

/**
 * Two servers on one Postgres: eight people write, four at each, and four read, two at each, while streams are cut, servers
 * killed and their listening connections ended. Throws an AssertionError unless every reader heard every message once and in
 * order, and all that was acknowledged is there, once.
 */
export async function twoServers(stage: Stage, { cuts, kills, deafenEvery }: Plan): Promise<Tally> {
  const other = await startServer({ storage: stage.storage });
  const servers: [Server, Server] = [stage.server, other];
  const sites: [Site, Site] = [stage.site, { url: other.url }];
  const { ada, alan, barbara, edsger, grace, katherine, linus } = stage.ours;
  const others = [ada, alan, barbara, edsger, katherine, linus];
  const roomId = await grace.openRoom({ type: "group", name: "Two servers", memberIds: others.map(({ id }) => id) });
  const start = await lastSeqOf(grace, roomId);
  const began = performance.now();
  const readers = [linus, alan, katherine, ada].map((person, index) => keepReading(at(person, sites, index), roomId));
  await until(() => readers.every(({ isOpen }) => isOpen()), "all listen", 30_000);

  const sent: Sent[] = [];
  let isOver = false;
  const writing = Promise.all(
    [...others, grace, alan].map(async (person, index) => {
      const line = `${person.name} at ${index}`;
      for (let number = 0; !isOver; number++) {
        const message = { line, content: `${line}: ${number}`, at: performance.now() };
        sent.push(message);
        await acknowledged(at(person, sites, index), roomId, message.content);
        await wait(writerPause);
      }
    }),
  );
  writing.catch(() => {}); // told below
  const deafening = deafen(stage, deafenEvery, () => isOver);
  const cutSoFar = () => readers.reduce((sum, reader) => sum + reader.cuts(), 0);
  for (let kill = 0; kill < kills; kill++) {
    await until(() => cutSoFar() >= (cuts * (kill + 1)) / (kills + 1), "streams are cut", patience);
    const index = kill % 2 ? 0 : 1;
    await servers[index].kill9();
    servers[index] = index === 0 ? await stage.restart() : await startServer({ storage: stage.storage });
    sites[index].url = servers[index].url;
  }
  await until(() => cutSoFar() >= cuts, "streams are cut", patience);
  isOver = true;
  await writing;
  const deafened = await deafening;
  const seconds = Math.round((performance.now() - began) / 1000);
  const end = await lastSeqOf(grace, roomId);
  const history = await verifyHistory(grace, roomId, start, sent);
  for (const reader of readers) await reader.stopAt(end);
  for (const { heard } of readers) {
    const told = heard.map(({ seq, content }) => ({ seq, content }));
    assert.deepEqual(jumpsOf(told), [], "a reader hears every number once and in order");
    assert.deepEqual(told, history, "and what the room holds");
  }
  await servers[1].stop();
  return { sent: sent.length, cuts: cutSoFar(), deafened, seconds, reach: reachOf(readers, sent) };
}

/** Somebody at one server or the other, signed in as they are. */
const at = (person: Person, sites: [Site, Site], index: number): Person =>
  Object.assign(new Person(sites[index % 2 ? 1 : 0], person), { cookies: person.cookies });

const lastSeqOf = async (person: Person, roomId: string): Promise<number> =>
  (await person.must("GET", `/api/rooms/${roomId}`)).room.lastSeq;

/** Sends until there is an answer, as a browser does. */
async function acknowledged(person: Person, roomId: string, content: string): Promise<void> {
  const body = { content, clientId: randomUUID() };
  for (;;) {
    const reply = await person.call("POST", `/api/rooms/${roomId}/messages`, body).catch(() => null);
    if (reply) assert.ok(reply.status === 201 || reply.status === 200, reply.text);
    if (reply) return;
    await wait(20);
  }
}

/** Ends the connections over which the servers listen to each other, again and again; gives how many it ended. */
async function deafen(stage: Stage, every: number, isOver: () => boolean): Promise<number> {
  const { db, close } = await stage.storage.open();
  let ended = 0;
  for (let next = performance.now() + every; !isOver(); await wait(50)) {
    if (performance.now() < next) continue;
    next += every;
    const rows = await rowsOf(
      db,
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'parley bus' and datname = current_database()`,
    );
    ended += rows.length;
  }
  await close();
  return ended;
}

/** What the room holds after a seq: every message that was sent, once, each line in its order, and no number left out. */
async function verifyHistory(person: Person, roomId: string, start: number, sent: Sent[]) {
  const history: { seq: number; content: string }[] = [];
  for (let more = true; more; ) {
    const after = history.at(-1)?.seq ?? start;
    const page = await person.must("GET", `/api/rooms/${roomId}/messages?after=${after}&limit=100`);
    history.push(...page.messages.map(({ seq, content }: Answer) => ({ seq, content })));
    more = page.hasAfter;
  }
  assert.deepEqual(
    history.map(({ seq }) => seq),
    history.map((_, index) => start + 1 + index),
    "no number is left out",
  );
  const contents = history.map(({ content }) => content);
  assert.equal(contents.length, sent.length, "nothing is lost or doubled");
  for (const [line, own] of Map.groupBy(sent, (message) => message.line)) {
    const inOrder = own.map(({ content }) => content);
    const kept = new Set(inOrder);
    assert.deepEqual(
      contents.filter((content) => kept.has(content)),
      inOrder,
      `${line}: in the order of sending`,
    );
  }
  return history;
}

/** Where a number does not follow the one before it. */
const jumpsOf = (heard: { seq: number }[]): string[] =>
  heard.flatMap(({ seq }, index) => {
    const before = heard[index - 1]?.seq;
    return before === undefined || seq === before + 1 ? [] : [`${seq} after ${before}`];
  });

function reachOf(readers: Reading[], sent: Sent[]): Tally["reach"] {
  const sentAt = new Map(sent.map(({ content, at }) => [content, at]));
  const times = readers
    .flatMap(({ heard }) => heard.map(({ content, at }) => at - (sentAt.get(content ?? "") ?? at)))
    .toSorted((a, b) => a - b);
  const of = (part: number) => Math.round(times[Math.floor(part * (times.length - 1))] ?? 0);
  return { p50: of(0.5), p95: of(0.95), max: of(1) };
}
