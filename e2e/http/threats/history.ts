import assert from "node:assert/strict";
import { it } from "node:test";
import { sentFile } from "../../harness/files.ts";
import type { Answer } from "../../harness/http.ts";
import type { Person } from "../../harness/person.ts";
import type { Stage } from "../../harness/stage.ts";
import { until } from "../../harness/until.ts";
import { comparable } from "../matrix/compare.ts";

type Said = { roomId: string; word: string; first: Answer; reply: Answer; fileId: string };

export function history(stage: () => Stage): void {
  it("row 17: whoever joins reads all that was said before, by every way alike", async () => {
    const { grace, katherine, alan } = stage().ours;
    const said = await say(grace, [katherine], "antikythera");
    await until(async () => (await found(katherine, said)).length === 2, "it can be found");
    const { cursor } = await alan.must("GET", "/api/rooms");
    await grace.must("POST", `/api/rooms/${said.roomId}/members`, { userId: alan.id });
    const read = await waysIn(alan, said);
    assert.deepEqual(read, await waysIn(katherine, said), "as somebody who was there from the beginning");
    for (const { status } of Object.values(read.answers)) assert.equal(status, 200);
    assert.equal(JSON.parse(read.answers.reply?.text ?? "").message.replyTo.content, said.first.content);
    assert.deepEqual(read.found, [said.reply.id, said.first.id]);
    const own = (await alan.must("GET", `/api/rooms/${said.roomId}`)).me;
    assert.equal(own.unread, 0, "but none of it as news");
    const { changes } = await alan.must("GET", `/api/sync?cursor=${cursor}`);
    const told = changes.filter((change: Answer) => change.roomId === said.roomId);
    assert.equal(told[0]?.seq, own.joinedSeq, "and the stream begins with the joining");
  });

  it("row 17: whoever left or was removed reads nothing any more, not even what was said in their time", async () => {
    const { grace, katherine, alan, edsger } = stage().ours;
    const said = await say(grace, [katherine, alan], "astrolabe");
    await until(async () => (await found(alan, said)).length === 2, "it can be found");
    const { cursor } = await alan.must("GET", "/api/rooms");
    await grace.must("DELETE", `/api/rooms/${said.roomId}/members/${katherine.id}`);
    await alan.must("DELETE", `/api/rooms/${said.roomId}/members/${alan.id}`);
    await grace.post(said.roomId, `${said.word} afterwards`);
    const nothing = await waysIn(edsger, said);
    for (const { status } of Object.values(nothing.answers)) assert.equal(status, 404);
    assert.deepEqual(nothing.found, []);
    for (const person of [katherine, alan]) {
      assert.deepEqual(await waysIn(person, said), nothing, `${person.name} reads what a stranger reads`);
      const listed = (await person.must("GET", "/api/rooms")).rooms.map(({ id }: Answer) => id);
      assert.ok(!listed.includes(said.roomId), `${person.name} has the room in their list`);
      const synced = await person.must("GET", `/api/sync?cursor=${cursor}`);
      assert.doesNotMatch(JSON.stringify(synced), /astrolabe/);
    }
    await until(async () => (await found(grace, said)).length === 3, "what was said afterwards can be found");
    await grace.must("POST", `/api/rooms/${said.roomId}/members`, { userId: alan.id });
    assert.deepEqual(await waysIn(alan, said), await waysIn(grace, said), "and everything again when they are back");
  });
}

async function say(by: Person, others: Person[], word: string): Promise<Said> {
  const memberIds = others.map(({ id }) => id);
  const roomId = await by.openRoom({ type: "group", name: "Instruments", memberIds });
  const { id } = await by.post(roomId, `${word} drafted`);
  const fileId = await sentFile(by, roomId);
  const first = (await by.must("PATCH", `/api/rooms/${roomId}/messages/${id}`, { content: `${word} described` }))
    .message;
  const answer = { content: `${word} answered`, replyToId: id };
  const reply = (await by.must("POST", `/api/rooms/${roomId}/messages`, answer)).message;
  return { roomId, word, first, reply, fileId };
}

/** What each way to a room's history gives somebody. */
async function waysIn(person: Person, said: Said) {
  const { roomId, word, first, reply, fileId } = said;
  const room = `/api/rooms/${roomId}`;
  const paths = {
    list: `${room}/messages`,
    before: `${room}/messages?before=${reply.seq}`,
    after: `${room}/messages?after=0`,
    around: `${room}/messages?around=${first.seq}`,
    changes: `${room}/changes?after=0`,
    message: `${room}/messages/${first.id}`,
    reply: `${room}/messages/${reply.id}`,
    revisions: `${room}/messages/${first.id}/revisions`,
    file: `${room}/files/${fileId}`,
    members: `${room}/members`,
    search: `/api/search?q=${word}&roomId=${roomId}`,
  };
  const asked = Object.entries(paths).map(async ([way, path]) => [way, comparable(await person.get(path))] as const);
  return { answers: Object.fromEntries(await Promise.all(asked)), found: await found(person, said) };
}

/** The messages that a search in all of somebody's rooms gives. */
async function found(person: Person, { word }: Said): Promise<string[]> {
  const { hits } = await person.must("GET", `/api/search?q=${word}`);
  return hits.map(({ message }: Answer) => message.id);
}
