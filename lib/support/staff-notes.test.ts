import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { applyToOpenRoom, applyToRooms, type OpenRoom } from "#components/live/apply-change.ts";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { listMembers } from "#lib/members/queries.ts";
import { deleteMessage, editMessage, postMessage } from "#lib/messages/commands.ts";
import type { MessageView } from "#lib/messages/events.ts";
import { listRevisions, pageMessages, readMessage } from "#lib/messages/queries.ts";
import { getMe, listPeople } from "#lib/people/queries.ts";
import { listPresence } from "#lib/presence/queries.ts";
import { addReaction, removeReaction } from "#lib/reactions/commands.ts";
import { markRead } from "#lib/read-marks/commands.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { roomChanges, syncChanges } from "#lib/realtime/sync.ts";
import { changesOf, connect, until } from "#lib/realtime/testing.ts";
import { listRooms, openRoom } from "#lib/rooms/queries.ts";
import { indexCompany } from "#lib/search/indexer.ts";
import { searchMessages } from "#lib/search/queries.ts";
import { changeCase } from "#lib/support/change.ts";
import { claimCase } from "#lib/support/claim.ts";
import { writeToSupport } from "#lib/support/testing.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
after(closeStreams); // registered first, so it runs before the database closes
const { db } = await testDatabase();
const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);

/** A conversation with an answer, and around it everything that can happen to staff notes. */
async function notedConversation() {
  const cast = await castCompany(db);
  const { barbara, edsger } = cast;
  const { viewer: customer, roomId } = await writeToSupport(db, cast.companyId);
  const before = await listRooms(db, customer);
  const stream = await connect(db, customer, before.cursor);
  await claimCase(db, barbara, { roomId });
  const note = (content: string, replyToId?: string) =>
    postMessage(db, edsger, { roomId, content, audience: "staff", ...(replyToId && { replyToId }) });
  const { message: answer } = await postMessage(db, barbara, { roomId, content: "Which firmware?" });
  const { message: edited } = await note("canary one");
  await editMessage(db, edsger, { roomId, messageId: edited.id, content: "canary two" });
  await addReaction(db, edsger, { roomId, messageId: edited.id, reaction: "👀" });
  await addReaction(db, barbara, { roomId, messageId: edited.id, reaction: "🙈" });
  await removeReaction(db, barbara, { roomId, messageId: edited.id, reaction: "🙈" });
  const { message: gone } = await note("canary three");
  await deleteMessage(db, edsger, { roomId, messageId: gone.id });
  const { message: quoting } = await note("canary four", answer.id);
  await markRead(db, barbara, { roomId, seq: quoting.seq });
  await changeCase(db, edsger, { roomId, priority: "urgent", tags: ["canary-tag"], note: "canary five" });
  await indexCompany(db, cast.companyId);
  return { ...cast, customer, roomId, before, stream, answer, notes: [edited, gone, quoting] };
}

/** Whatever tells of a note: its words, its ids and times, who wrote it, what was done to it. */
function tellsOf(text: string, notes: MessageView[], author: Viewer): string[] {
  const times = notes.flatMap((note) => [note.createdAt, note.updatedAt]);
  const words = ["canary", "👀", "🙈", "urgent", author.userId, author.name, ...notes.map((note) => note.id), ...times];
  return words.filter((word) => text.includes(word));
}

test("nothing that a customer can read tells of a staff note", async () => {
  const scene = await notedConversation();
  const { customer, roomId, before, stream, answer, notes, edsger } = scene;
  const { lastSeq } = (await openRoom(db, edsger, { roomId })).room;
  await until(() => changesOf(stream.events, roomId).at(-1)?.seq === lastSeq, "the stream has every number");
  const resumed = await connect(db, customer, before.cursor);
  const history = await Promise.all([
    pageMessages(db, customer, { roomId, limit: 100 }),
    ...notes.flatMap(({ seq }) => [
      pageMessages(db, customer, { roomId, limit: 10, around: seq }),
      pageMessages(db, customer, { roomId, limit: 10, before: seq + 1 }),
      pageMessages(db, customer, { roomId, limit: 10, after: seq - 1 }),
    ]),
  ]);
  const answers: Record<string, unknown> = {
    rooms: await listRooms(db, customer),
    room: await openRoom(db, customer, { roomId }),
    members: await listMembers(db, customer, { roomId }),
    people: await listPeople(db, customer, {}),
    me: await getMe(db, customer),
    history,
    message: await readMessage(db, customer, { roomId, messageId: answer.id }),
    revisions: await listRevisions(db, customer, { roomId, messageId: answer.id }),
    search: await Promise.all(
      [{ q: "canary" }, { q: "can", roomId }, { q: "four" }, { from: edsger.userId }].map((query) =>
        searchMessages(db, customer, { limit: 20, ...query }),
      ),
    ),
    presence: await listPresence(db, customer),
    changes: await roomChanges(db, customer, { roomId, after: 0, limit: 100 }),
    sync: await syncChanges(db, customer, { cursor: before.cursor }),
    stream: stream.events.map(({ name, data }) => [name, data]),
    resumed: resumed.events.map(({ name, data }) => [name, data]),
  };
  stream.cut();
  resumed.cut();
  for (const [what, read] of Object.entries(answers)) {
    assert.deepEqual(tellsOf(JSON.stringify(read), notes, edsger), [], what);
  }
  assert.equal((await searchMessages(db, edsger, { q: "canary", limit: 20 })).hits.length, 3);
  assert.ok(tellsOf(JSON.stringify(await pageMessages(db, edsger, { roomId, limit: 100 })), notes, edsger).length > 5);
});

test("a staff note is not there for a customer, whatever they try with it", async () => {
  const { customer, roomId, notes, barbara, answer } = await notedConversation();
  for (const { id: messageId } of notes) {
    for (const attempt of [
      () => readMessage(db, customer, { roomId, messageId }),
      () => listRevisions(db, customer, { roomId, messageId }),
      () => editMessage(db, customer, { roomId, messageId, content: "mine" }),
      () => deleteMessage(db, customer, { roomId, messageId }),
      () => addReaction(db, customer, { roomId, messageId, reaction: "👍" }),
      () => removeReaction(db, customer, { roomId, messageId, reaction: "👀" }),
    ]) {
      await assert.rejects(attempt(), refusedAs("not_found"));
    }
  }
  const say = (viewer: Viewer, replyToId: string) => postMessage(db, viewer, { roomId, content: "x", replyToId });
  const issueOf = async (attempt: Promise<unknown>) =>
    attempt.then(
      () => null,
      (error) => (isRefusal(error, "invalid_input") ? error.extras.issues : error),
    );
  const known = notes[0]?.id ?? "";
  const absent = await issueOf(say(customer, roomId));
  assert.deepEqual(await issueOf(say(customer, known)), absent, "a note answers like a message that is not there");
  assert.notDeepEqual(await issueOf(say(barbara, known)), null, "nor may staff quote it to the customer");
  await assert.rejects(
    postMessage(db, customer, { roomId, content: "x", audience: "staff" }),
    refusedAs("invalid_input"),
  );
  assert.equal((await say(customer, answer.id)).message.replyTo?.content, "Which firmware?");
});

const step = fc.record({
  kind: fc.constantFrom("ask", "answer", "note", "note", "delete", "react", "read", "unread", "status", "sync"),
  pick: fc.nat(20),
});

test("unread, last message and time are a customer's own, and their changes make of the old state the fresh one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const { companyId, barbara } = await castCompany(db);
      const { viewer: customer, roomId } = await writeToSupport(db, companyId);
      let held = await stateOf(customer, roomId);
      for (const { kind, pick } of [...steps, { kind: "sync", pick: 0 }]) {
        const all = (await pageMessages(db, barbara, { roomId, limit: 100 })).messages;
        const shown = (await pageMessages(db, customer, { roomId, limit: 100 })).messages;
        const any = all[pick % all.length] as MessageView;
        const seq = shown[pick % shown.length]?.seq ?? 1;
        if (kind === "ask") await postMessage(db, customer, { roomId, content: `${pick}` });
        if (kind === "answer") await postMessage(db, barbara, { roomId, content: `${pick}` });
        if (kind === "note") await postMessage(db, barbara, { roomId, content: `${pick}`, audience: "staff" });
        const writer = any.sender?.id === customer.userId ? customer : barbara;
        if (kind === "delete") await deleteMessage(db, writer, { roomId, messageId: any.id }).catch(unlessRefused);
        if (kind === "react") {
          await addReaction(db, barbara, { roomId, messageId: any.id, reaction: "👍" }).catch(unlessRefused);
        }
        if (kind === "read") await markRead(db, customer, { roomId, seq });
        if (kind === "unread") await markRead(db, customer, { roomId, seq: seq - 1, unread: true });
        if (kind === "status") await changeCase(db, barbara, { roomId, status: pick % 2 ? "solved" : "pending" });
        const { rooms } = await listRooms(db, customer);
        const { messages } = await pageMessages(db, customer, { roomId, limit: 100 });
        const said = messages.filter((message) => message.type !== "system");
        const isUnread = (message: MessageView) =>
          !message.isDeleted && message.sender?.id !== customer.userId && message.seq > (rooms[0]?.lastReadSeq ?? 0);
        assert.equal(rooms[0]?.unread, said.filter(isUnread).length);
        assert.equal(rooms[0]?.lastMessage?.id, said.at(-1)?.id);
        if (kind === "read" || kind === "unread") held = await stateOf(customer, roomId);
        if (kind === "sync") held = await compare(customer, roomId, held);
      }
    }),
    { numRuns: 6 },
  );
});

/** The two states that a customer's page keeps, read afresh. */
async function stateOf(customer: Viewer, roomId: string) {
  const { rooms, cursor } = await listRooms(db, customer);
  const page = await pageMessages(db, customer, { roomId, limit: 100 });
  return { rooms, cursor, open: { ...(await openRoom(db, customer, { roomId })), ...page } as OpenRoom };
}

async function compare(customer: Viewer, roomId: string, held: Awaited<ReturnType<typeof stateOf>>) {
  const fresh = await stateOf(customer, roomId);
  const synced = await syncChanges(db, customer, { cursor: held.cursor });
  let { rooms, open } = held;
  for (const change of "changes" in synced ? synced.changes : []) {
    rooms = applyToRooms(rooms, change, customer.userId).rooms;
    open = applyToOpenRoom(open, change, customer.userId).open;
  }
  assert.deepEqual(rooms, fresh.rooms);
  assert.deepEqual(open, fresh.open);
  return fresh;
}

function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}
