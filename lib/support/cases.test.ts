import assert from "node:assert/strict";
import { after, test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { appUser, supportCase } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { changePerson } from "#lib/people/commands.ts";
import { closeStreams, watchSessions } from "#lib/realtime/streams.ts";
import { changesOf, connect, until } from "#lib/realtime/testing.ts";
import { openRoom } from "#lib/rooms/queries.ts";
import { changeCase } from "#lib/support/change.ts";
import { claimCase } from "#lib/support/claim.ts";
import { readCase } from "#lib/support/queries.ts";
import { writeToSupport } from "#lib/support/testing.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
after(closeStreams); // registered first, so it runs before the database closes
const { db } = await testDatabase();
const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);
const hours = 3_600_000;

/** The lines that the server wrote into a room, as somebody sees them. */
async function linesFor(viewer: Viewer, roomId: string): Promise<[string | undefined, string | null][]> {
  const { messages } = await pageMessages(db, viewer, { roomId, limit: 100 });
  return messages.flatMap(({ type, metadata, content }) => (type === "system" ? [[metadata.event, content]] : []));
}

async function stored(roomId: string) {
  const [found] = await db.select().from(supportCase).where(eq(supportCase.roomId, roomId));
  assert.ok(found);
  return found;
}

const isDueIn4Hours = (due: string | null) => Math.abs(Date.parse(due ?? "") - Date.now() - 4 * hours) < 60_000;

test("of fifty who claim at once one wins, and becomes a member; the others hear who has it", async () => {
  const { companyId } = await castCompany(db);
  const { roomId, viewer } = await writeToSupport(db, companyId);
  const agents = await Promise.all(Array.from({ length: 50 }, (_, n) => admitAgent(companyId, `Agent ${n}`)));
  const outcomes = await Promise.allSettled(agents.map((agent) => claimCase(db, agent, { roomId })));
  const won = outcomes.filter((outcome) => outcome.status === "fulfilled").map(({ value }) => value.assignee);
  const lost = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason);
  assert.equal(won.length, 1);
  assert.ok(lost.every((error) => isRefusal(error, "already_claimed")));
  assert.deepEqual(
    lost.map((error) => error.extras.assignee),
    Array.from({ length: 49 }, () => won[0]),
  );
  const { members } = await openRoom(db, viewer, { roomId });
  assert.deepEqual(
    members.map((member) => [member.userId, member.role]),
    [
      [won[0]?.id, "member"],
      [viewer.userId, "guest"],
    ],
  );
  assert.deepEqual(await linesFor(viewer, roomId), [["case_claimed", `${won[0]?.name} took the conversation`]]);
});

async function admitAgent(companyId: string, name: string): Promise<Viewer> {
  const userId = newId();
  const email = `${userId}@example.com`;
  await db.insert(appUser).values({ id: userId, companyId, email, emailKey: email, name, role: "agent" });
  return { userId, companyId, role: "agent", sessionId: newId(), name };
}

test("a handover needs a note and somebody who works in support; the note is the staff's alone", async () => {
  const { companyId, barbara, edsger, grace, ada } = await castCompany(db);
  const other = await castCompany(db);
  const { roomId, viewer } = await writeToSupport(db, companyId);
  await claimCase(db, barbara, { roomId });
  const hand = (assigneeId: string | null, note?: string) =>
    changeCase(db, barbara, { roomId, assigneeId, ...(note && { note }) });
  await assert.rejects(hand(edsger.userId), refusedAs("invalid_input"));
  for (const stranger of [grace.userId, viewer.userId, other.edsger.userId, newId()]) {
    await assert.rejects(hand(stranger, "Yours"), refusedAs("invalid_input"));
  }
  assert.equal((await readCase(db, barbara, { roomId })).assignee?.id, barbara.userId);
  const handed = await hand(edsger.userId, "Third one this month on 2.3.7");
  assert.deepEqual(handed.assignee, { id: edsger.userId, name: edsger.name });
  const { messages } = await pageMessages(db, edsger, { roomId, limit: 50 });
  assert.deepEqual(
    messages.slice(-2).map(({ content, audience, sender }) => [content, audience, sender?.id]),
    [
      ["Barbara Liskov handed the conversation over to Edsger Dijkstra", "staff", undefined],
      ["Third one this month on 2.3.7", "staff", barbara.userId],
    ],
  );
  assert.deepEqual(await linesFor(viewer, roomId), [["case_claimed", "Barbara Liskov took the conversation"]]);
  assert.equal((await openRoom(db, edsger, { roomId })).me?.role, "member");
  assert.equal((await hand(edsger.userId)).assignee?.id, edsger.userId, "what is so already needs no note");
  assert.equal((await changeCase(db, ada, { roomId, assigneeId: ada.userId })).assignee?.id, ada.userId);
  assert.equal((await hand(null)).assignee, null);
});

test("solving tells everyone; what else happens to a case is the staff's business", async () => {
  const { companyId, barbara } = await castCompany(db);
  const { roomId, viewer } = await writeToSupport(db, companyId);
  const change = (input: Omit<Parameters<typeof changeCase>[2], "roomId">) =>
    changeCase(db, barbara, { roomId, ...input });
  assert.equal((await change({ priority: "urgent", tags: ["FM-180"] })).priority, "urgent");
  assert.deepEqual((await change({ status: "pending" })).tags, ["FM-180"]);
  assert.equal((await change({ status: "snoozed" })).status, "snoozed");
  const solved = await change({ status: "solved" });
  assert.deepEqual([solved.firstReplyDueAt, solved.nextReplyDueAt], [null, null]);
  assert.ok((await stored(roomId)).solvedAt);
  assert.equal((await openRoom(db, viewer, { roomId })).room.case?.isSolved, true);
  await change({ status: "solved" });
  await change({ status: "open" });
  assert.equal((await stored(roomId)).solvedAt, null);
  assert.deepEqual(await linesFor(viewer, roomId), [
    ["case_solved", "Barbara Liskov marked the conversation as solved"],
    ["case_reopened", "Barbara Liskov opened the conversation again"],
  ]);
  assert.deepEqual(
    (await linesFor(barbara, roomId)).map(([event]) => event),
    ["case_changed", "case_changed", "case_changed", "case_solved", "case_reopened"],
  );
});

test("an answer meets the promises; the customer's next word is to be answered within four hours", async () => {
  const { companyId, barbara } = await castCompany(db);
  const { roomId, viewer } = await writeToSupport(db, companyId);
  const say = (who: Viewer, content: string) => postMessage(db, who, { roomId, content });
  const due = async () => {
    const { firstReplyDueAt, nextReplyDueAt } = await readCase(db, barbara, { roomId });
    return [firstReplyDueAt, nextReplyDueAt] as const;
  };
  await say(viewer, "And the second meter too.");
  assert.ok(isDueIn4Hours((await due())[0]));
  assert.equal((await due())[1], null);
  await postMessage(db, barbara, { roomId, content: "Looks like 2.3.7 again", audience: "staff" });
  assert.ok(isDueIn4Hours((await due())[0]), "a staff note answers nobody");
  const { message } = await say(barbara, "Which firmware do they show?");
  assert.deepEqual(await due(), [null, null]);
  assert.equal((await readCase(db, barbara, { roomId })).lastMessageAt, message.createdAt);
  await postMessage(db, barbara, { roomId, content: "They will say 2.3.7", audience: "staff" });
  assert.equal((await readCase(db, barbara, { roomId })).lastMessageAt, message.createdAt);
  await say(viewer, "Both show 2.3.7.");
  const [, first] = await due();
  assert.ok(isDueIn4Hours(first));
  await say(viewer, "We need them tomorrow.");
  assert.equal((await due())[1], first, "it is the first unanswered word that counts");
  await Promise.all([say(barbara, "We will have them back"), say(viewer, "Thank you"), say(barbara, "Before noon")]);
  assert.deepEqual(await due(), [null, null]);
});

test("a customer's word opens a case again, an agent's does not", async () => {
  const { companyId, barbara } = await castCompany(db);
  const { roomId, viewer } = await writeToSupport(db, companyId);
  for (const status of ["pending", "snoozed", "solved"] as const) {
    await changeCase(db, barbara, { roomId, status });
    await postMessage(db, barbara, { roomId, content: "Anything else?" });
    await postMessage(db, barbara, { roomId, content: "Note", audience: "staff" });
    assert.equal((await readCase(db, barbara, { roomId })).status, status);
    await postMessage(db, viewer, { roomId, content: "It is back." });
    const found = await readCase(db, barbara, { roomId });
    assert.equal(found.status, "open");
    assert.ok(isDueIn4Hours(found.nextReplyDueAt));
  }
  assert.deepEqual(await linesFor(viewer, roomId), [
    ["case_solved", "Barbara Liskov marked the conversation as solved"],
    ["case_reopened", "Denise Carter opened the conversation again"],
  ]);
  assert.equal((await stored(roomId)).solvedAt, null);
  assert.equal((await openRoom(db, viewer, { roomId })).room.case?.isSolved, false);
});

test("the stream of somebody whose role changed ends, and what comes back holds no support room", async () => {
  const { companyId, ada, barbara } = await castCompany(db);
  const { roomId, viewer } = await writeToSupport(db, companyId);
  const watch = watchSessions(db);
  const stream = await connect(db, barbara);
  await postMessage(db, viewer, { roomId, content: "Before" });
  await until(() => changesOf(stream.events, roomId).length === 1, "an agent hears of it");
  await changePerson(db, ada, { userId: barbara.userId, role: "employee" });
  await until(() => stream.isEnded, "the stream has ended");
  clearInterval(watch);
  await postMessage(db, viewer, { roomId, content: "After" });
  const again = await connect(db, { ...barbara, role: "employee" }, stream.cursor);
  assert.deepEqual(changesOf(again.events, roomId), []);
  again.cut();
});

test("whoever ceases to be an agent works on no case any more", async () => {
  const { companyId, ada, barbara, edsger } = await castCompany(db);
  const { roomId } = await writeToSupport(db, companyId);
  const { roomId: theirs } = await writeToSupport(db, companyId);
  await claimCase(db, barbara, { roomId: theirs });
  await changePerson(db, ada, { userId: barbara.userId, role: "employee" });
  await assert.rejects(claimCase(db, barbara, { roomId }), refusedAs("not_found"));
  await assert.rejects(changeCase(db, barbara, { roomId: theirs, status: "solved" }), refusedAs("forbidden"));
  assert.equal(
    (await changeCase(db, edsger, { roomId: theirs, assigneeId: edsger.userId })).assignee?.id,
    edsger.userId,
  );
});
