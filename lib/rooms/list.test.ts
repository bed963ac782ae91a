import assert from "node:assert/strict";
import { test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { temporaryFolder, upload } from "#lib/files/testing.ts";
import { deleteMessage, editMessage, postMessage } from "#lib/messages/commands.ts";
import { readMessage } from "#lib/messages/queries.ts";
import { changeProfile } from "#lib/people/profile.ts";
import { addReaction, removeReaction } from "#lib/reactions/commands.ts";
import { markRead } from "#lib/read-marks/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { countUnread, listRooms } from "#lib/rooms/queries.ts";
import { claimCase } from "#lib/support/claim.ts";
import { writeToSupport } from "#lib/support/testing.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
process.env.DATA_DIR = temporaryFolder();
const { db } = await testDatabase();

/** Asks for the list until nothing of it is read for the first time, and holds it against what is read by itself. */
async function checkList(viewer: Viewer, roomId: string, lastId: string | null): Promise<void> {
  for (let time = 0; time < 2; time++) {
    const entry = (await listRooms(db, viewer)).rooms.find(({ id }) => id === roomId);
    const last = lastId && (await readMessage(db, viewer, { roomId, messageId: lastId }));
    assert.deepEqual(entry?.lastMessage, last);
    const { unread, mentions } = entry ?? {};
    assert.deepEqual({ unread, mentions }, await countUnread(db, viewer.userId, roomId));
  }
}

test("the last message and what is unread are those of now, whatever happened since the list was last asked for", async () => {
  const { grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "R", memberIds: [alan.userId] });
  const post = async (input: object) => (await postMessage(db, grace, { roomId, content: "", ...input })).message.id;
  const check = async (lastId: string | null) => {
    await checkList(grace, roomId, lastId);
    await checkList(alan, roomId, lastId);
  };
  await check(null);
  const first = await post({ content: "first" });
  await check(first);
  const second = await post({ content: "second", replyToId: first });
  await check(second);
  await editMessage(db, grace, { roomId, messageId: first, content: "quoted otherwise" });
  await check(second);
  await editMessage(db, grace, { roomId, messageId: second, content: "said otherwise" });
  await check(second);
  await addReaction(db, alan, { roomId, messageId: second, reaction: "👍" });
  await check(second);
  await removeReaction(db, alan, { roomId, messageId: second, reaction: "👍" });
  await check(second);
  await changeProfile(db, grace, { name: "Amazing Grace" });
  await check(second);
  await markRead(db, alan, { roomId, seq: 3 });
  await check(second);
  const { id } = await upload(db, grace, roomId, "plan.txt", "the plan");
  const file = await post({ fileIds: [id] });
  await check(file);
  await deleteMessage(db, grace, { roomId, messageId: file });
  await check(file);
});

test("a customer's last message is no staff note, though the staff's is, and each keeps to their own", async () => {
  const cast = await castCompany(db);
  const { viewer: customer, roomId } = await writeToSupport(db, cast.companyId);
  await claimCase(db, cast.barbara, { roomId });
  const { message: answer } = await postMessage(db, cast.barbara, { roomId, content: "Which firmware?" });
  const { message: note } = await postMessage(db, cast.barbara, { roomId, content: "odd", audience: "staff" });
  for (let time = 0; time < 2; time++) {
    await checkList(customer, roomId, answer.id);
    await checkList(cast.barbara, roomId, note.id);
  }
  await deleteMessage(db, cast.barbara, { roomId, messageId: note.id });
  await checkList(customer, roomId, answer.id);
  await checkList(cast.barbara, roomId, note.id);
});
