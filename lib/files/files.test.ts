import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { chatFile, chatRoom, roomKey } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { makeRoomKey } from "#lib/crypto/room-keys.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { chunkBytes } from "#lib/files/chunks.ts";
import { findFile } from "#lib/files/queries.ts";
import { callWith, collect, multipart, storedFiles, temporaryFolder, upload } from "#lib/files/testing.ts";
import { uploadFile } from "#lib/files/upload.ts";
import { log } from "#lib/log.ts";
import { removeMember } from "#lib/members/commands.ts";
import { deleteMessage, editMessage, postMessage } from "#lib/messages/commands.ts";
import { pageMessages, readMessage } from "#lib/messages/queries.ts";
import { describeChanges } from "#lib/realtime/changes.ts";
import { deleteRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

const folder = temporaryFolder();
process.env.DATA_DIR = folder;
process.env.RATE_LIMIT_FACTOR = "100000";
process.env.FILE_SIZE_MAX = "1";
const { db } = await testDatabase();

const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);

async function stage() {
  const cast = await castCompany(db);
  const { grace, alan } = cast;
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers", memberIds: [alan.userId] });
  return { ...cast, roomId };
}

async function bytesOf(viewer: Viewer, roomId: string, fileId: string): Promise<string> {
  const file = await findFile(db, viewer, { roomId, fileId });
  return (await collect(await file.read({ from: 0, to: file.size }))).toString();
}

test("a file is taken in, sent, listed and read, whatever its sender says it is", async () => {
  const { grace, alan, roomId } = await stage();
  const file = await upload(db, grace, roomId, "../plan <b>.html", "<script>alert(1)</script>");
  assert.deepEqual(file, { id: file.id, name: "plan b.html", mediaType: "application/octet-stream", size: 25 });
  assert.equal(await bytesOf(grace, roomId, file.id), "<script>alert(1)</script>");
  await assert.rejects(bytesOf(alan, roomId, file.id), refusedAs("not_found")); // not sent yet
  const { message } = await postMessage(db, grace, { roomId, fileIds: [file.id], clientId: "one" });
  assert.deepEqual([message.type, message.content, message.files], ["file", "", [file]]);
  assert.equal(await bytesOf(alan, roomId, file.id), "<script>alert(1)</script>");
  const { messages } = await pageMessages(db, alan, { roomId, limit: 10 });
  assert.deepEqual(messages.at(-1)?.files, [file]);
});

test("a file goes into one message: its uploader's, in its room, once", async () => {
  const { grace, alan, ada, roomId } = await stage();
  const { roomId: elsewhere } = await createRoom(db, grace, { type: "group", name: "Tapes", memberIds: [alan.userId] });
  const { id } = await upload(db, grace, roomId, "plan.txt", "plan");
  const send = (viewer: Viewer, room: string, clientId?: string) =>
    postMessage(db, viewer, { roomId: room, content: "here", fileIds: [id], clientId });
  await assert.rejects(send(alan, roomId), refusedAs("invalid_input"));
  await assert.rejects(send(grace, elsewhere), refusedAs("invalid_input"));
  await assert.rejects(send(ada, roomId), refusedAs("not_found"));
  const tries = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => send(grace, roomId, `try ${n}`)));
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  await assert.rejects(send(grace, roomId), refusedAs("invalid_input"));
  await assert.rejects(findFile(db, grace, { roomId: elsewhere, fileId: id }), refusedAs("not_found"));
  await assert.rejects(findFile(db, ada, { roomId, fileId: id }), refusedAs("not_found"));
});

test("a repeated send gives the same message; with other files its client id is used up", async () => {
  const { grace, roomId } = await stage();
  const [one, two] = [await upload(db, grace, roomId, "a", "1"), await upload(db, grace, roomId, "b", "2")];
  const body = { roomId, content: "both", clientId: "same", fileIds: [one.id, two.id] };
  const sent = await Promise.all([1, 2, 3].map(() => postMessage(db, grace, body)));
  assert.equal(new Set(sent.map(({ message }) => message.id)).size, 1);
  assert.deepEqual(
    sent[0]?.message.files.map(({ name }) => name),
    ["a", "b"],
  );
  await assert.rejects(postMessage(db, grace, { ...body, fileIds: [two.id, one.id] }), refusedAs("client_id_reused"));
  await assert.rejects(postMessage(db, grace, { ...body, fileIds: [] }), refusedAs("client_id_reused"));
});

test("a reply to a file quotes its name; changes carry the files; deleting takes both away", async () => {
  const { grace, alan, roomId } = await stage();
  const file = await upload(db, grace, roomId, "plan.txt", "plan");
  const { message } = await postMessage(db, grace, { roomId, fileIds: [file.id] });
  const { message: reply } = await postMessage(db, alan, { roomId, content: "thanks", replyToId: message.id });
  assert.equal(reply.replyTo?.content, "plan.txt");
  const rows = await db.query.roomChange.findMany({ where: (change) => eq(change.roomId, roomId) });
  const changes = await describeChanges(db, grace.companyId, rows);
  assert.ok(JSON.stringify(changes).includes(file.id));
  const edited = await editMessage(db, grace, { roomId, messageId: message.id, content: "the plan" });
  assert.deepEqual(edited.files, [file]);
  await deleteMessage(db, grace, { roomId, messageId: message.id });
  assert.deepEqual((await readMessage(db, grace, { roomId, messageId: message.id })).files, []);
  assert.equal((await readMessage(db, alan, { roomId, messageId: reply.id })).replyTo?.content, null);
  await assert.rejects(bytesOf(grace, roomId, file.id), refusedAs("not_found"));
});

test("whoever is removed has nothing more of it at once", async () => {
  const { grace, alan, roomId } = await stage();
  const { id } = await upload(db, alan, roomId, "plan.txt", "plan");
  const unsent = await upload(db, alan, roomId, "draft.txt", "draft");
  await postMessage(db, alan, { roomId, fileIds: [id] });
  await removeMember(db, grace, { roomId, userId: alan.userId });
  await assert.rejects(bytesOf(alan, roomId, id), refusedAs("not_found"));
  await assert.rejects(bytesOf(alan, roomId, unsent.id), refusedAs("not_found"));
  await assert.rejects(upload(db, alan, roomId, "more.txt", "more"), refusedAs("not_found"));
  assert.equal(await bytesOf(grace, roomId, id), "plan");
});

test("a file in a staff note is sealed for staff, and no customer's", async () => {
  const { grace, barbara, carol, companyId, roomId } = await stage();
  await db.update(chatRoom).set({ type: "support" }).where(eq(chatRoom.id, roomId));
  await db.insert(roomKey).values(makeRoomKey(companyId, roomId, "staff"));
  const { forgetRoomKeys } = await import("#lib/crypto/room-keys.ts");
  forgetRoomKeys(roomId);
  const { chatMember } = await import("#db/schema/index.ts");
  const { newId } = await import("#lib/ids.ts");
  await db.insert(chatMember).values({ id: newId(), roomId, userId: carol.userId, role: "guest", joinedSeq: 1 });
  const { id } = await upload(db, grace, roomId, "contract.txt", "secret");
  const before = await db.select().from(chatFile).where(eq(chatFile.id, id));
  await postMessage(db, grace, { roomId, content: "look", fileIds: [id], audience: "staff" });
  const [row] = await db.select().from(chatFile).where(eq(chatFile.id, id));
  assert.equal(row?.audience, "staff");
  assert.ok(!row?.keyEncrypted.equals(before[0]?.keyEncrypted as Buffer));
  assert.equal(await bytesOf(barbara, roomId, id), "secret");
  await assert.rejects(bytesOf(carol, roomId, id), refusedAs("not_found"));
});

test("bodies that are not one file are refused, and nothing of them stays", async () => {
  const { grace, roomId } = await stage();
  const big = Buffer.alloc(1024 * 1024 + 1, "x");
  const before = storedFiles(folder).length;
  const tries: [ProblemCode, AsyncIterable<Buffer>, Record<string, string>?][] = [
    ["body_too_large", multipart("big", [big])],
    ["body_too_large", multipart("said", []), { "content-length": "99999999" }],
    ["invalid_input", multipart("empty", [])],
    ["invalid_input", multipart("cut", [Buffer.from("abc")], { end: "" })],
    ["invalid_input", multipart("other", [Buffer.from("abc")], { field: "upload" })],
    ["invalid_input", multipart("x", [Buffer.from("abc")]), { "content-type": "multipart/form-data" }],
  ];
  for (const [code, body, headers] of tries) {
    await assert.rejects(uploadFile(db, grace, { roomId }, callWith(body, headers)), refusedAs(code));
  }
  const two = async function* () {
    for await (const part of multipart("one", [Buffer.from("1")], { end: "\r\n" })) yield part;
    yield* multipart("two", [Buffer.from("2")]);
  };
  await assert.rejects(uploadFile(db, grace, { roomId }, callWith(two())), refusedAs("invalid_input"));
  const broken = async function* () {
    yield* multipart("broken", [Buffer.alloc(100_000)], { end: "" });
    throw new Error("the sender went away");
  };
  await assert.rejects(uploadFile(db, grace, { roomId }, callWith(broken())), refusedAs("invalid_input"));
  assert.equal(storedFiles(folder).length, before);
  assert.equal((await db.select().from(chatFile).where(eq(chatFile.roomId, roomId))).length, 0);
});

test("a file for a room that is deleted before its bytes come is refused, and nothing of it stays", async () => {
  const before = storedFiles(folder).length;
  const deletions: Record<string, (viewer: Viewer, roomId: string) => Promise<unknown>> = {
    here: (viewer, roomId) => deleteRoom(db, viewer, { roomId }),
    "by another process": (_, roomId) => db.delete(chatRoom).where(eq(chatRoom.id, roomId)),
  };
  for (const [where, remove] of Object.entries(deletions)) {
    const { grace, roomId } = await stage();
    await upload(db, grace, roomId, "first", "1");
    const late = async function* () {
      await remove(grace, roomId);
      yield* multipart("late", [Buffer.from("2")]);
    };
    await assert.rejects(uploadFile(db, grace, { roomId }, callWith(late())), refusedAs("not_found"), where);
    assert.equal((await db.select().from(chatFile).where(eq(chatFile.roomId, roomId))).length, 0);
  }
  assert.equal(storedFiles(folder).length, before + 1, "but what the other process has not removed yet");
});

test("claims about type and number are held to what the files are", async () => {
  const { grace, roomId } = await stage();
  const { id } = await upload(db, grace, roomId, "plan.txt", "plan");
  await assert.rejects(postMessage(db, grace, { roomId, type: "image", fileIds: [id] }), refusedAs("invalid_input"));
  const { message } = await postMessage(db, grace, { roomId, type: "file", fileIds: [id] });
  assert.equal(message.type, "file");
});

test("nothing of a file's name or content lies on the disk or in the database in the clear", async () => {
  const { grace, roomId } = await stage();
  const canary = "CANARY-the-launch-is-on-Tuesday";
  const { id } = await upload(db, grace, roomId, `${canary}.txt`, `${canary} `.repeat(5000));
  await postMessage(db, grace, { roomId, content: "", fileIds: [id] });
  for (const { path, bytes } of storedFiles(folder)) assert.ok(!bytes.includes(canary) && !path.includes(canary));
  const rows = JSON.stringify(await db.select().from(chatFile), (_, value) =>
    value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
  );
  assert.ok(rows.includes(id) && !rows.includes(canary));
});

test("a damaged file ends with an error and an alarm, never with wrong bytes", async () => {
  const { grace, roomId } = await stage();
  const { id, size } = await upload(db, grace, roomId, "plan.txt", "x".repeat(3 * chunkBytes));
  const stored = storedFiles(folder).find(({ path }) => path.endsWith(id));
  assert.ok(stored);
  const { writeFileSync } = await import("node:fs");
  stored.bytes[2 * chunkBytes] = (stored.bytes[2 * chunkBytes] as number) ^ 1;
  writeFileSync(stored.path, stored.bytes);
  const alarm = mock.method(log, "alarm", () => {});
  const file = await findFile(db, grace, { roomId, fileId: id });
  const read = await file.read({ from: 0, to: size });
  let came = 0;
  await assert.rejects(async () => {
    for await (const chunk of read) {
      assert.ok(chunk.equals(Buffer.alloc(chunk.length, "x")));
      came += chunk.length;
    }
  });
  assert.equal(came, chunkBytes);
  writeFileSync(stored.path, stored.bytes.subarray(0, chunkBytes));
  await assert.rejects(file.read({ from: 0, to: 10 }));
  alarm.mock.restore();
  assert.equal(alarm.mock.callCount(), 2);
});
