import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { chatMessage } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { temporaryFolder, upload } from "#lib/files/testing.ts";
import { deleteMessage, editMessage, postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { addReaction } from "#lib/reactions/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
process.env.DATA_DIR = temporaryFolder();
const { db, statements } = await testDatabase();

test("a page brings quotes, files and reactions along in one statement", async () => {
  const { grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "R", memberIds: [alan.userId] });
  const files = [await upload(db, grace, roomId, "one.txt", "1"), await upload(db, grace, roomId, "two.txt", "22")];
  const post = async (input: object) => (await postMessage(db, grace, { roomId, content: "", ...input })).message;
  const carrier = await post({ fileIds: files.map(({ id }) => id) });
  const answer = await post({ content: "seen", replyToId: carrier.id });
  const gone = await post({ content: "a slip", replyToId: answer.id });
  for (const [viewer, reaction] of [
    [alan, "👍"],
    [grace, "👍"],
    [alan, "🎉"],
  ] as const)
    await addReaction(db, viewer, { roomId, messageId: answer.id, reaction });
  await editMessage(db, grace, { roomId, messageId: answer.id, content: "seen twice" });
  await addReaction(db, alan, { roomId, messageId: gone.id, reaction: "👍" });
  await deleteMessage(db, grace, { roomId, messageId: gone.id });

  statements.length = 0;
  const { messages } = await pageMessages(db, alan, { roomId, limit: 3 });
  assert.equal(statements.length, 2, "the door and the page");
  const [first, second, third] = messages;
  assert.deepEqual(
    first?.files.map(({ name, size, mediaType }) => ({ name, size, mediaType })),
    [
      { name: "one.txt", size: 1, mediaType: "application/octet-stream" },
      { name: "two.txt", size: 2, mediaType: "application/octet-stream" },
    ],
  );
  assert.deepEqual([first?.replyTo, first?.reactions], [null, []]);
  const sender = { id: grace.userId, name: grace.name };
  assert.deepEqual(second?.replyTo, { id: carrier.id, seq: carrier.seq, sender, content: "one.txt", isDeleted: false });
  assert.deepEqual(second?.sender, sender);
  assert.deepEqual(second?.reactions, [
    { reaction: "🎉", count: 1, userIds: [alan.userId] },
    { reaction: "👍", count: 2, userIds: [alan.userId, grace.userId] },
  ]);
  assert.equal(second?.content, "seen twice");
  assert.deepEqual([third?.content, third?.replyTo, third?.files, third?.reactions], [null, null, [], []]);
});

test("times are those of the database, to the millisecond, whatever of them is zero", async () => {
  const { grace } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "R" });
  const { message } = await postMessage(db, grace, { roomId, content: "now" });
  for (const time of [
    "2026-01-02T03:04:05.000Z",
    "2026-01-02T03:04:05.100Z",
    "2026-01-02T03:04:05.120Z",
    "2026-12-31T23:59:59.999Z",
  ]) {
    const at = new Date(time);
    await db.update(chatMessage).set({ createdAt: at, editedAt: at }).where(eq(chatMessage.id, message.id));
    const { messages } = await pageMessages(db, grace, { roomId, limit: 1 });
    assert.deepEqual([messages[0]?.createdAt, messages[0]?.editedAt], [time, time]);
  }
});

test("every length of page is as long as asked for and knows whether there is more", async () => {
  const { grace } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "R" });
  for (let n = 0; n < 120; n++) await postMessage(db, grace, { roomId, content: `${n}` });
  for (const limit of [1, 25, 26, 50, 51, 100]) {
    const page = await pageMessages(db, grace, { roomId, limit });
    assert.deepEqual([page.messages.length, page.messages.at(-1)?.content, page.hasBefore], [limit, "119", true]);
    const { messages } = await pageMessages(db, grace, { roomId, limit, around: 60 });
    assert.equal(messages.length, limit);
    const seqs = messages.map(({ seq }) => seq);
    assert.deepEqual(
      seqs,
      Array.from(seqs, (_, index) => (seqs[0] ?? 0) + index),
    );
  }
});
