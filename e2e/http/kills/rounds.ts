import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { EventStream } from "../../harness/events.ts";
import type { Answer } from "../../harness/http.ts";
import type { Person } from "../../harness/person.ts";
import type { Stage } from "../../harness/stage.ts";
import { until, wait } from "../../harness/until.ts";
import { untilAllFound } from "./search.ts";

type Sent = { by: Person; line: string; clientId: string; content: string; acknowledged?: { id: string; seq: number } };

export type Tally = { kills: number; acknowledged: number; unanswered: number; perSecond: number };

/** Seven people write at three places each: some two hundred sends a second together, where the machine is free. */
const places = [1, 2, 3];
const pause = 100;

/**
 * Kills the server over and over while people write, each time after so many messages were acknowledged, and starts it again
 * on the same data. Throws an AssertionError when anything that was acknowledged is lost, doubled, out of order, not told to a reader who comes back with a cursor, or not found by search.
 */
export async function killRounds(stage: Stage, kills: number, acknowledgedEach: number): Promise<Tally> {
  const { ada, alan, barbara, edsger, grace, katherine, linus } = stage.ours;
  const senders = [ada, alan, barbara, edsger, grace, katherine, linus];
  const memberIds = senders.filter((person) => person !== grace).map(({ id }) => id);
  const roomId = await grace.openRoom({ type: "group", name: "Under fire", memberIds });
  const sent: Sent[] = [];
  let reader = await linus.stream();
  const heard: number[] = [];
  let acknowledged = 0;
  let seconds = 0;
  for (let kill = 0; kill < kills; kill++) {
    const before = countOf(sent);
    const earlier = sent.length;
    const began = performance.now();
    const writing = senders.flatMap((person) => places.map((place) => write(person, place, kill, roomId, sent)));
    await until(() => countOf(sent) - before >= acknowledgedEach, "enough is acknowledged", 60_000);
    await stage.server.kill9();
    seconds += (performance.now() - began) / 1000;
    await Promise.all(writing);
    acknowledged += countOf(sent) - before;
    await stage.restart();
    await retry(sent.slice(earlier), roomId);
    heard.push(...seqsOf(reader, roomId));
    reader = await resume(reader, linus, roomId, sent.length);
  }
  heard.push(...seqsOf(reader, roomId));
  reader.cut();
  await verify(stage, roomId, sent, heard);
  const contents = sent.map(({ content }) => content);
  await untilAllFound(grace, roomId, "at", contents);
  const unanswered = sent.length - acknowledged;
  return { kills, acknowledged, unanswered, perSecond: Math.round(acknowledged / seconds) };
}

const countOf = (sent: Sent[]) => sent.filter(({ acknowledged }) => acknowledged).length;

/** Writes one message after the other until the server is gone. */
async function write(by: Person, place: number, kill: number, roomId: string, sent: Sent[]): Promise<void> {
  const line = `${by.name} at ${place}`;
  for (let number = 0; ; number++) {
    const entry: Sent = { by, line, clientId: randomUUID(), content: `${line}, ${kill}: ${number}` };
    sent.push(entry);
    try {
      const { status, body, text } = await post(entry, roomId);
      assert.equal(status, 201, text);
      entry.acknowledged = { id: body.message.id, seq: body.message.seq };
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return; // the connection broke: this one was not answered
    }
    await wait(pause);
  }
}

const post = ({ by, clientId, content }: Sent, roomId: string) =>
  by.call("POST", `/api/rooms/${roomId}/messages`, { clientId, content });

/** Everybody sends what they sent once more, as a browser does with what it is not sure of. */
async function retry(sent: Sent[], roomId: string): Promise<void> {
  const queue = sent.values();
  const work = async () => {
    for (const entry of queue) await retryOne(entry, roomId);
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

async function retryOne(entry: Sent, roomId: string): Promise<void> {
  const { status, body, text } = await post(entry, roomId);
  const now = { id: body.message.id, seq: body.message.seq };
  if (entry.acknowledged) {
    assert.equal(status, 200, `lost: ${entry.content} ${text}`);
    assert.deepEqual(now, entry.acknowledged);
  } else assert.ok(status === 200 || status === 201, text);
  entry.acknowledged = now;
}

/** A reader who comes back with the cursor they had, and waits for everything. */
async function resume(from: EventStream, reader: Person, roomId: string, count: number): Promise<EventStream> {
  const stream = await reader.stream(from.cursor);
  assert.equal(stream.named("reset").length, 0, "the cursor is still good");
  const { lastSeq } = (await reader.must("GET", `/api/rooms/${roomId}`)).room;
  const newest = () => (stream.changes(roomId).at(-1) ?? from.changes(roomId).at(-1))?.seq ?? 0;
  await until(() => newest() >= lastSeq, `${count} messages arrive`);
  return stream;
}

const seqsOf = (stream: EventStream, roomId: string) => stream.changes(roomId).map(({ seq }) => seq);

async function verify(stage: Stage, roomId: string, sent: Sent[], heard: number[]): Promise<void> {
  const { grace } = stage.ours;
  const history = await readAll(grace, roomId);
  const texts = history.filter(({ type }) => type === "text").map(({ content }) => content);
  assert.equal(new Set(texts).size, texts.length, "nothing is doubled");
  assert.deepEqual(new Set(texts), new Set(sent.map(({ content }) => content)), "nothing is lost, nothing invented");
  for (const [line, own] of Map.groupBy(sent, (entry) => entry.line)) {
    const contents = own.map(({ content }) => content);
    const kept = new Set(contents);
    assert.deepEqual(
      texts.filter((text) => kept.has(text)),
      contents,
      `${line}: in the order of sending`,
    );
  }
  const { changes, lastSeq } = await readLog(grace, roomId);
  const numbers = Array.from({ length: lastSeq }, (_, index) => index + 1);
  assert.deepEqual(changes, numbers, "the room's log has no hole");
  const fromJoining = numbers.filter((seq) => seq >= (heard[0] ?? 0));
  assert.deepEqual([...new Set(heard)], fromJoining, "the reader heard everything, in order");
}

async function readAll(person: Person, roomId: string): Promise<Answer[]> {
  const all: Answer[] = [];
  for (let after = 0, more = true; more; after = all.at(-1)?.seq ?? 0) {
    const page = await person.must("GET", `/api/rooms/${roomId}/messages?after=${after}&limit=100`);
    all.push(...page.messages);
    more = page.hasAfter;
  }
  return all;
}

async function readLog(person: Person, roomId: string): Promise<{ changes: number[]; lastSeq: number }> {
  const changes: number[] = [];
  for (;;) {
    const page = await person.must("GET", `/api/rooms/${roomId}/changes?after=${changes.at(-1) ?? 0}&limit=500`);
    changes.push(...page.changes.map(({ seq }: { seq: number }) => seq));
    if (!page.hasMore) return { changes, lastSeq: page.lastSeq };
  }
}
