import assert from "node:assert/strict";
import { test } from "node:test";
import { and, eq, gt, ne } from "drizzle-orm";
import fc from "fast-check";
import { castCompany } from "#db/cast.ts";
import { chatMessage } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal } from "#lib/errors.ts";
import { addMember, removeMember } from "#lib/members/commands.ts";
import { deleteMessage, postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { markRead } from "#lib/read-marks/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { listRooms } from "#lib/rooms/queries.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();

/** Unread as the contract says it, and whom it calls, counted the slow way. */
async function countSlowly({ userId }: Viewer, roomId: string, lastReadSeq: number) {
  const after = await db
    .select({ senderId: chatMessage.senderId, metadata: chatMessage.extraMetadata })
    .from(chatMessage)
    .where(
      and(
        eq(chatMessage.roomId, roomId),
        gt(chatMessage.seq, lastReadSeq),
        eq(chatMessage.isDeleted, false),
        ne(chatMessage.messageType, "system"),
      ),
    );
  const unread = after.filter((message) => message.senderId !== userId);
  const calling = unread.filter(({ metadata }) => metadata.callsRoom || metadata.mentions?.includes(userId));
  return { unread: unread.length, mentions: calling.length };
}

const contents = ["look", "@Alan Turing, look", "@room, look"];
const step = fc.record({
  kind: fc.constantFrom("post", "post", "delete", "read", "unread", "rejoin"),
  who: fc.nat(2),
  pick: fc.nat(20),
});

test("unread is exact after any history of posts, deletions, read marks, leaving and joining", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 30 }), async (steps) => {
      const { grace, alan, katherine } = await castCompany(db);
      const viewers = [grace, alan, katherine] as const;
      const { roomId } = await createRoom(db, grace, {
        type: "group",
        name: "R",
        memberIds: [alan.userId, katherine.userId],
      });
      for (const { kind, who, pick } of steps) {
        const viewer = viewers[who % 3] as Viewer;
        const { messages } = await pageMessages(db, viewer, { roomId, limit: 100 });
        const message = messages[pick % messages.length];
        if (kind === "post") await postMessage(db, viewer, { roomId, content: contents[pick % 3] as string });
        if (kind === "delete" && message)
          await deleteMessage(db, viewer, { roomId, messageId: message.id }).catch(unlessRefused);
        if (kind === "read" && message) await markRead(db, viewer, { roomId, seq: message.seq });
        if (kind === "unread" && message) await markRead(db, viewer, { roomId, seq: message.seq - 1, unread: true });
        if (kind === "rejoin" && viewer !== grace) {
          await removeMember(db, grace, { roomId, userId: viewer.userId });
          await addMember(db, grace, { roomId, userId: viewer.userId });
        }
        for (const reader of viewers) {
          const { rooms } = await listRooms(db, reader);
          const { unread, mentions, lastReadSeq = 0 } = rooms[0] ?? {};
          assert.deepEqual({ unread, mentions }, await countSlowly(reader, roomId, lastReadSeq));
        }
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

test("a read mark moves forward only, and only to what exists", async () => {
  const { grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "R", memberIds: [alan.userId] });
  const { message } = await postMessage(db, grace, { roomId, content: "one" });
  const read = { lastReadSeq: message.seq, unread: 0, mentions: 0 };
  assert.deepEqual(await markRead(db, alan, { roomId, seq: message.seq }), read);
  assert.deepEqual(await markRead(db, alan, { roomId, seq: 1 }), read);
  assert.deepEqual(await markRead(db, alan, { roomId, seq: message.seq - 1, unread: true }), {
    lastReadSeq: message.seq - 1,
    unread: 1,
    mentions: 0,
  });
  await assert.rejects(markRead(db, alan, { roomId, seq: message.seq + 1 }), (error) =>
    isRefusal(error, "invalid_input"),
  );
});

function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}
