import assert from "node:assert/strict";
import { test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { deleteMessage, postMessage } from "#lib/messages/commands.ts";
import { pageMessages, readMessage } from "#lib/messages/queries.ts";
import { addReaction, removeReaction } from "#lib/reactions/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

const { db } = await testDatabase();

const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);

async function withMessage() {
  const cast = await castCompany(db);
  const { roomId } = await createRoom(db, cast.grace, {
    type: "group",
    name: "Compilers",
    memberIds: [cast.alan.userId],
  });
  const { message } = await postMessage(db, cast.grace, { roomId, content: "It runs" });
  return { ...cast, input: { roomId, messageId: message.id, reaction: "👍" } };
}

test("of a hundred reactions at once sixty are taken", async () => {
  const { alan, grace, input } = await withMessage();
  const messages = await Promise.all(
    Array.from(
      { length: 5 },
      async () => (await postMessage(db, grace, { roomId: input.roomId, content: "More" })).message,
    ),
  );
  const emoji = Array.from({ length: 20 }, (_, n) => String.fromCodePoint(0x1f600 + n));
  const tries = messages.flatMap(({ id }) =>
    emoji.map((reaction) => addReaction(db, alan, { ...input, messageId: id, reaction })),
  );
  const outcomes = await Promise.allSettled(tries);
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  assert.equal(refused.length, 40);
  assert.ok(refused.every(refusedAs("rate_limited")));
  const { messages: after } = await pageMessages(db, grace, { roomId: input.roomId, limit: 100 });
  assert.equal(after.flatMap(({ reactions }) => reactions).length, 60);
});

test("the same again is not charged, and taking back is free", async () => {
  const { alan, input } = await withMessage();
  for (let n = 0; n < 70; n++) await addReaction(db, alan, input);
  for (let n = 0; n < 70; n++) await removeReaction(db, alan, input);
  assert.deepEqual((await readMessage(db, alan, input)).reactions, []);
});

test("who may not react is told so before any limit, and a deleted message after it", async () => {
  const { alan, katherine, grace, input } = await withMessage();
  const { messages } = await pageMessages(db, grace, { roomId: input.roomId, limit: 1, before: 4 });
  const line = messages.find(({ type }) => type === "system");
  assert.ok(line);
  await assert.rejects(addReaction(db, katherine, input), refusedAs("not_found"));
  await assert.rejects(addReaction(db, alan, { ...input, messageId: newId() }), refusedAs("not_found"));
  await assert.rejects(addReaction(db, alan, { ...input, messageId: line.id }), refusedAs("forbidden"));
  await deleteMessage(db, grace, input);
  await assert.rejects(addReaction(db, alan, input), refusedAs("message_deleted"));
  const tries = await Promise.allSettled(Array.from({ length: 90 }, () => addReaction(db, alan, input)));
  assert.ok(tries.some((tried) => tried.status === "rejected" && isRefusal(tried.reason, "rate_limited")));
  await assert.rejects(addReaction(db, alan, { ...input, messageId: line.id }), refusedAs("forbidden"));
});
