import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { appUser, roomKey, supportCase, userSession } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { findViewer } from "#lib/auth/find-viewer.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { listPeople } from "#lib/people/queries.ts";
import { listen } from "#lib/realtime/bus.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { browseRooms, listRooms, openRoom } from "#lib/rooms/queries.ts";
import { customerCookie } from "#lib/support/customer-cookie.ts";
import { listQueue } from "#lib/support/queries.ts";
import { startConversation } from "#lib/support/start.ts";
import { writeToSupport } from "#lib/support/testing.ts";

const { db } = await testDatabase();
const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);

test("a stranger's conversation makes a customer, a room, a case and its first message", async () => {
  const { companyId, barbara } = await castCompany(db);
  const told: unknown[] = [];
  const stop = listen({ onTell: (company, event) => company === companyId && told.push(event) });
  const { viewer, roomId, messageId } = await writeToSupport(db, companyId, { subject: "E14 after battery change" });
  stop();
  const { room, me, members } = await openRoom(db, viewer, { roomId });
  const customer = { id: viewer.userId, name: "Denise Carter" };
  assert.deepEqual([room.type, room.name, me?.role, me?.unread], ["support", null, "guest", 0]);
  assert.deepEqual(room.case, { subject: "E14 after battery change", customer, isSolved: false });
  assert.deepEqual(
    members.map((member) => member.userId),
    [viewer.userId],
  );
  const { messages } = await pageMessages(db, viewer, { roomId, limit: 50 });
  assert.deepEqual(
    messages.map(({ id, content, type }) => [id, content, type]),
    [[messageId, "The meter shows E14.", "text"]],
  );
  const [found] = await listQueue(db, barbara, {});
  const { lastMessageAt, firstReplyDueAt, ...rest } = found ?? {};
  assert.equal(lastMessageAt, messages[0]?.createdAt);
  assert.ok(Math.abs(Date.parse(firstReplyDueAt ?? "") - Date.now() - 4 * 3_600_000) < 60_000);
  assert.deepEqual(rest, {
    roomId,
    subject: "E14 after battery change",
    customer: { ...customer, email: "denise@customer.example" },
    status: "open",
    priority: "normal",
    assignee: null,
    nextReplyDueAt: null,
    snoozedUntil: null,
    tags: [],
  });
  assert.deepEqual(told.at(-1), { kind: "case", roomId });
  const keys = await db.select().from(roomKey).where(eq(roomKey.roomId, roomId));
  assert.deepEqual(keys.map((key) => key.audience).sort(), ["everyone", "staff"]);
});

test("the subject lies sealed, and the customer's account opens by its cookie alone", async () => {
  const { companyId } = await castCompany(db);
  const { viewer, roomId } = await writeToSupport(db, companyId, { subject: "Canary subject" });
  const [found] = await db.select().from(supportCase).where(eq(supportCase.roomId, roomId));
  assert.ok(found?.subjectEncrypted && !found.subjectEncrypted.includes("Canary"));
  const [account] = await db.select().from(appUser).where(eq(appUser.id, viewer.userId));
  assert.deepEqual([account?.role, account?.passwordHash], ["customer", null]);
  const line = await customerCookie(viewer);
  assert.match(line, /^authjs\.session-token=\S+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  assert.deepEqual(await findViewer(db, line.split(";")[0]), viewer);
});

test("a customer who comes back writes on the same account; a second one with their address is somebody else", async () => {
  const { companyId } = await castCompany(db);
  const first = await writeToSupport(db, companyId);
  const second = await writeToSupport(db, companyId, { known: first.viewer, name: "Another name" });
  const stranger = await writeToSupport(db, companyId);
  assert.deepEqual([first.isNew, second.isNew, stranger.isNew], [true, false, true]);
  assert.equal(second.viewer.userId, first.viewer.userId);
  assert.notEqual(stranger.viewer.userId, first.viewer.userId);
  const { rooms } = await listRooms(db, first.viewer);
  assert.deepEqual(
    rooms.map((room) => room.id),
    [second.roomId, first.roomId],
  );
  await assert.rejects(openRoom(db, first.viewer, { roomId: stranger.roomId }), refusedAs("not_found"));
});

test("another company's customer is a new one here, with a session of their own", async () => {
  const { companyId } = await castCompany(db);
  const { carol } = await castCompany(db);
  const { viewer, isNew } = await writeToSupport(db, companyId, { known: carol });
  assert.ok(isNew);
  assert.equal(viewer.companyId, companyId);
  const sessions = await db.select().from(userSession).where(eq(userSession.userId, viewer.userId));
  assert.equal(sessions.length, 1);
});

test("colleagues are refused, an unknown company is not there, and nothing is left of either", async () => {
  const cast = await castCompany(db);
  const other = await castCompany(db);
  for (const known of [cast.ada, cast.barbara, cast.grace, other.grace]) {
    await assert.rejects(writeToSupport(db, cast.companyId, { known }), refusedAs("forbidden"));
  }
  const input = { companySlug: "no-such-company", name: "D", email: "d@customer.example", content: "x" };
  await assert.rejects(
    startConversation(db, null, input, { address: "a", userAgent: undefined }),
    refusedAs("not_found"),
  );
  assert.deepEqual(await listQueue(db, cast.barbara, {}), []);
});

test("of twenty conversations at once from one address six are opened", async () => {
  const { companyId, barbara } = await castCompany(db);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () => writeToSupport(db, companyId, { address: "192.0.2.7" })),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.equal(refused.length, 14);
  assert.ok(refused.every(({ reason }) => isRefusal(reason, "rate_limited") && (reason.extras.retryAfter ?? 0) > 60));
  assert.equal((await listQueue(db, barbara, {})).length, 6);
});

test("a customer sees nobody but those in their rooms, browses nothing and opens nothing else", async () => {
  const { companyId, ada, grace } = await castCompany(db);
  const { viewer } = await writeToSupport(db, companyId);
  await createRoom(db, ada, { type: "company", name: "Open to all", enrolment: "open" });
  const people = await listPeople(db, viewer, {});
  assert.deepEqual(
    people.map((person) => [person.name, "email" in person]),
    [["Denise Carter", false]],
  );
  assert.deepEqual(await browseRooms(db, viewer), []);
  for (const input of [
    { type: "group", name: "Mine" },
    { type: "company", name: "Mine" },
    { type: "support", name: "Mine" },
    { type: "direct", memberIds: [grace.userId] },
  ] as const) {
    await assert.rejects(createRoom(db, viewer, { ...input, memberIds: [grace.userId] }), refusedAs("forbidden"));
  }
});
