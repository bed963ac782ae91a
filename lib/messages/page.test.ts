import assert from "node:assert/strict";
import { after, test } from "node:test";
import { eq, type SQL } from "drizzle-orm";
import { type Cast, castCompany } from "#db/cast.ts";
import { appUser } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { forgetGrounds, rememberGrounds } from "#lib/access/grounds.ts";
import { isRefusal } from "#lib/errors.ts";
import { changeMember, removeMember } from "#lib/members/commands.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { closeStreams } from "#lib/realtime/streams.ts";
import { changeRoom, deleteRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

after(closeStreams); // registered first, so it runs before the database closes
process.env.RATE_LIMIT_FACTOR = "100000";
const { db, statements } = await testDatabase();

/** A room of Ada's with a message, whose newest page Alan has read before, so that he may read it quickly. */
async function withKnown(): Promise<Cast & { roomId: string }> {
  const cast = await castCompany(db);
  const { roomId } = await createRoom(db, cast.ada, { type: "group", name: "R", memberIds: [cast.alan.userId] });
  await postMessage(db, cast.ada, { roomId, content: "first" });
  await pageMessages(db, cast.alan, { roomId, limit: 50 });
  return { ...cast, roomId };
}

const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => "read",
    (error) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );

test("who has read in a room before reads a page in one statement, and gets the same", async () => {
  const { ada, alan, roomId } = await withKnown();
  for (let n = 0; n < 60; n++) await postMessage(db, alan, { roomId, content: `${n}` });
  for (const input of [{}, { before: 40 }, { after: 20 }]) {
    forgetGrounds(ada.userId, roomId);
    const thorough = await pageMessages(db, ada, { roomId, limit: 50, ...input });
    statements.length = 0;
    const quick = await pageMessages(db, alan, { roomId, limit: 50, ...input });
    assert.equal(statements.length, 1);
    assert.deepEqual(quick, thorough);
  }
});

test("whoever may not read any more is refused, whatever was known of them", async () => {
  const change: Record<string, (known: Cast & { roomId: string }) => Promise<unknown>> = {
    "when removed": ({ ada, alan, roomId }) => removeMember(db, ada, { roomId, userId: alan.userId }),
    "when the room is gone": ({ ada, roomId }) => deleteRoom(db, ada, { roomId }),
    "when deactivated": ({ alan }) => db.update(appUser).set({ isActive: false }).where(eq(appUser.id, alan.userId)),
  };
  for (const [when, happens] of Object.entries(change)) {
    const known = await withKnown();
    await happens(known);
    assert.equal(await codeOf(pageMessages(db, known.alan, { roomId: known.roomId, limit: 50 })), "not_found", when);
  }
});

test("whose grounds changed without shutting them out reads on", async () => {
  const { ada, alan, roomId } = await withKnown();
  await changeMember(db, ada, { roomId, userId: alan.userId, role: "admin" });
  await changeRoom(db, ada, { roomId, isActive: false });
  const page = await pageMessages(db, alan, { roomId, limit: 50 });
  assert.deepEqual(page, await pageMessages(db, ada, { roomId, limit: 50 }));
});

test("another company's room is not read, even on grounds that would do there", async () => {
  const { roomId } = await withKnown();
  const { alan: stranger } = await castCompany(db);
  const room = { type: "group", isActive: true, posting: "everyone", enrolment: null } as const;
  rememberGrounds(stranger.userId, roomId, { companyRole: "employee", memberRole: "member", room });
  assert.equal(await codeOf(pageMessages(db, stranger, { roomId, limit: 50 })), "not_found");
});

test("a page has all messages up to the seq that comes with it, while others are sent", async () => {
  const { ada, alan, roomId } = await withKnown();
  const sends = Array.from({ length: 40 }, (_, n) => postMessage(db, ada, { roomId, content: `${n}` }));
  for (let n = 0; n < 20; n++) {
    const { messages, lastSeq } = await pageMessages(db, alan, { roomId, limit: 50 });
    assert.equal(messages.at(-1)?.seq, lastSeq);
  }
  await Promise.all(sends);
});

test("a page is read whatever the case of its room's id, and none of a room that goes while it is read", async () => {
  const { ada, alan, roomId } = await withKnown();
  const { messages } = await pageMessages(db, alan, { roomId: roomId.toUpperCase(), limit: 50 });
  assert.equal(messages.at(-1)?.content, "first");
  const losing = new Proxy(db, {
    get(target, key: "execute") {
      if (key !== "execute") return target[key];
      return async (statement: SQL) => {
        const answer = await target.execute(statement);
        await deleteRoom(db, ada, { roomId });
        return answer;
      };
    },
  });
  assert.equal(await codeOf(pageMessages(losing, alan, { roomId, limit: 50 })), "not_found");
});
