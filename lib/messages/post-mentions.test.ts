import assert from "node:assert/strict";
import { after, test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { appUser, messageMention } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { newId } from "#lib/ids.ts";
import { changeMember, removeMember } from "#lib/members/commands.ts";
import { deleteMessage, editMessage, postMessage } from "#lib/messages/commands.ts";
import { changeProfile } from "#lib/people/profile.ts";
import { markRead } from "#lib/read-marks/commands.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { changesOf, connect, until } from "#lib/realtime/testing.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { listRooms, openRoom } from "#lib/rooms/queries.ts";
import { claimCase } from "#lib/support/claim.ts";
import { writeToSupport } from "#lib/support/testing.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
after(closeStreams); // registered first, so it runs before the database closes
const { db } = await testDatabase();

async function stage() {
  const cast = await castCompany(db);
  const { grace, alan, katherine } = cast;
  const memberIds = [alan.userId, katherine.userId];
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers", memberIds });
  const post = async (content: string, by = grace) => (await postMessage(db, by, { roomId, content })).message;
  const countsOf = async (viewer: Viewer) => {
    const { unread = 0, mentions = 0 } = (await listRooms(db, viewer)).rooms.find(({ id }) => id === roomId) ?? {};
    const { me } = await openRoom(db, viewer, { roomId });
    assert.deepEqual({ unread: me?.unread, mentions: me?.mentions }, { unread, mentions });
    return { unread, mentions };
  };
  return { ...cast, roomId, post, countsOf };
}

test("whoever is called counts it, until they have read it or it is deleted; nobody else does", async () => {
  const { grace, alan, katherine, roomId, post, countsOf } = await stage();
  const first = await post("@Alan Turing, does it halt?");
  const second = await post("@Alan Turing and @katherine johnson: lunch?");
  await post("nobody in particular");
  assert.deepEqual(first.metadata, { mentions: [alan.userId] });
  assert.deepEqual(new Set(second.metadata.mentions), new Set([alan.userId, katherine.userId]));
  assert.deepEqual(await countsOf(alan), { unread: 3, mentions: 2 });
  assert.deepEqual(await countsOf(katherine), { unread: 3, mentions: 1 });
  assert.deepEqual(await countsOf(grace), { unread: 0, mentions: 0 });
  await deleteMessage(db, grace, { roomId, messageId: second.id });
  assert.deepEqual(await countsOf(alan), { unread: 2, mentions: 1 });
  assert.deepEqual(await countsOf(katherine), { unread: 2, mentions: 0 });
  const { mentions } = await markRead(db, alan, { roomId, seq: first.seq });
  assert.equal(mentions, 0);
  assert.deepEqual(await countsOf(alan), { unread: 1, mentions: 0 });
  await markRead(db, alan, { roomId, seq: first.seq - 1, unread: true });
  assert.deepEqual(await countsOf(alan), { unread: 2, mentions: 1 });
});

test("one cannot call oneself, who is not in the room, or who is deactivated", async () => {
  const { grace, alan, katherine, linus, roomId, post } = await stage();
  await removeMember(db, grace, { roomId, userId: katherine.userId });
  await db.update(appUser).set({ isActive: false }).where(eq(appUser.id, alan.userId));
  const names = [grace, alan, katherine, linus].map(({ name }) => `@${name}`);
  assert.deepEqual((await post(names.join(" "))).metadata, {});
});

test("owners and admins call the whole room, and for others @room is a word", async () => {
  const { grace, alan, katherine, roomId, post, countsOf } = await stage();
  assert.deepEqual((await post("@room lunch", alan)).metadata, {});
  const { id: messageId, metadata } = await post("@Room and @Alan Turing: lunch");
  assert.deepEqual(metadata, { callsRoom: true });
  assert.deepEqual(await countsOf(alan), { unread: 1, mentions: 1 });
  assert.deepEqual(await countsOf(katherine), { unread: 2, mentions: 1 });
  assert.deepEqual(await countsOf(grace), { unread: 1, mentions: 0 });
  await changeMember(db, grace, { roomId, userId: alan.userId, role: "admin" });
  assert.deepEqual((await post("@room now", alan)).metadata, { callsRoom: true });
  assert.equal((await countsOf(grace)).mentions, 1);
  assert.equal((await countsOf(alan)).mentions, 1);
  await deleteMessage(db, grace, { roomId, messageId });
  assert.equal((await countsOf(alan)).mentions, 0);
  assert.equal((await countsOf(katherine)).mentions, 1);
});

test("whoever is not called is not taken for somebody with a shorter name", async () => {
  const { grace, alan, katherine, roomId, post } = await stage();
  const rename = (viewer: Viewer, name: string) => changeProfile(db, viewer, { name });
  await Promise.all([rename(alan, "Ann"), rename(katherine, "Ann Lee"), rename(grace, "Ann Lee Smith")]);
  assert.deepEqual((await post("@Ann Lee Smith was here")).metadata, {});
  assert.deepEqual((await post("@Ann Lee, and you?")).metadata, { mentions: [katherine.userId] });
  await db.update(appUser).set({ isActive: false }).where(eq(appUser.id, katherine.userId));
  assert.deepEqual((await post("@Ann Lee left us")).metadata, {});
  assert.deepEqual((await post("@Ann stays")).metadata, { mentions: [alan.userId] });
  await removeMember(db, grace, { roomId, userId: alan.userId });
  assert.deepEqual((await post("@Ann left, too")).metadata, {});
});

test("@room is heard behind however many names", async () => {
  const { ada, companyId } = await castCompany(db);
  const names = Array.from({ length: 60 }, (_, n) => `Person ${n}`);
  const people = names.map((name) => ({ id: newId(), name, email: `${newId()}@example.com` }));
  const rows = people.map((one) => ({ ...one, companyId, emailKey: one.email, role: "employee" as const }));
  await db.insert(appUser).values(rows);
  const memberIds = people.map(({ id }) => id);
  const { roomId } = await createRoom(db, ada, { type: "group", name: "Crowd", memberIds });
  const content = names.map((name) => `@${name}`).join(" ");
  const many = await postMessage(db, ada, { roomId, content });
  assert.equal(many.message.metadata.mentions?.length, 50);
  const all = await postMessage(db, ada, { roomId, content: `${content} @room` });
  assert.deepEqual(all.message.metadata, { callsRoom: true });
});

test("an edit calls nobody, and takes no call back", async () => {
  const { grace, alan, katherine, roomId, post, countsOf } = await stage();
  const { id: messageId } = await post("@Alan Turing?");
  const edited = await editMessage(db, grace, { roomId, messageId, content: "@Katherine Johnson?" });
  assert.deepEqual(edited.metadata, { mentions: [alan.userId] });
  assert.equal((await countsOf(alan)).mentions, 1);
  assert.equal((await countsOf(katherine)).mentions, 0);
});

test("a repeated send calls once", async () => {
  const { grace, alan, roomId, countsOf } = await stage();
  const send = () => postMessage(db, grace, { roomId, content: "@Alan Turing", clientId: "once" });
  const sent = await Promise.all([send(), send()]);
  assert.equal(sent[0].message.id, sent[1].message.id);
  assert.deepEqual(await countsOf(alan), { unread: 1, mentions: 1 });
});

test("a stream tells who is called, and whom a deleted message had called", async () => {
  const { grace, alan, roomId, post } = await stage();
  const stream = await connect(db, alan);
  const { id: messageId } = await post("@Alan Turing");
  await deleteMessage(db, grace, { roomId, messageId });
  const told = () => changesOf(stream.events).filter(({ kind }) => kind.startsWith("message."));
  await until(() => told().length === 2, "both arrive");
  assert.deepEqual(
    told().map((change) => ("mentions" in change ? change.mentions : undefined)),
    [[alan.userId], [alan.userId]],
  );
  assert.deepEqual(await db.select().from(messageMention).where(eq(messageMention.messageId, messageId)), []);
  stream.cut();
});

test("a staff note calls no customer, and an answer does", async () => {
  const { barbara, edsger, companyId } = await castCompany(db);
  const { viewer: customer, roomId } = await writeToSupport(db, companyId);
  await claimCase(db, barbara, { roomId });
  await postMessage(db, edsger, { roomId, content: "I look into it" });
  const content = `@${customer.name}, @${barbara.name}`;
  const note = await postMessage(db, edsger, { roomId, content, audience: "staff" });
  assert.deepEqual(note.message.metadata, { mentions: [barbara.userId] });
  const answer = await postMessage(db, barbara, { roomId, content });
  assert.deepEqual(answer.message.metadata, { mentions: [customer.userId] });
  assert.equal((await listRooms(db, customer)).rooms[0]?.mentions, 1);
});
